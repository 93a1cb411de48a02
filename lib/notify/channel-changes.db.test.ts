import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asOperator } from "../testing/deployment";
import { type TestOutbox, testOutbox } from "../testing/outbox";
import { verifyWebhook } from "../testing/standard-webhooks";
import { deliverDue } from "./deliver-due";
import { listChannels } from "./list-channels";
import { removeChannel } from "./remove-channel";
import { rotateSecret } from "./rotate-secret";
import { updateChannel } from "./update-channel";

let box: TestOutbox;
beforeAll(async () => {
  box = await testOutbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

const operator = () => asOperator(box.deployment.pool);
const change = (more: Parameters<ReturnType<typeof updateChannel>>[1], allow = ["127.0.0.1"]) =>
  updateChannel({ ...box.deps, env: { ...box.deps.env, allowAddresses: allow } })(operator(), more);
const channels = () => listChannels(box.deployment.pool.sql);
const newest = () => box.received.at(-1);
const check = (secret: string | null) =>
  verifyWebhook(secret ?? "", newest()?.body ?? "", newest()?.headers ?? {}, Date.now() / 1000);

describe("a channel", () => {
  it("takes a new name, address and notices, and what waits goes to the new address", async () => {
    const { id } = await box.hook("http://127.0.0.1:9/away");
    await box.tell("edge");
    const address = `http://127.0.0.1:${box.port}/moved`;
    await change({ id, name: "moved", events: ["verdict.severe"], address });
    expect(await channels()).toMatchObject([
      { id, name: "moved", events: ["verdict.severe"], shown: `127.0.0.1:${box.port}` },
    ]);
    await deliverDue(box.deps);
    expect(box.received).toHaveLength(1);
    await box.tell("later");
    expect(await box.messages()).toHaveLength(1);
  });

  it("keeps what is left out, its secret too", async () => {
    const { id, secret } = await box.hook();
    const [before] = await channels();
    await change({ id, name: "renamed" });
    expect(await channels()).toEqual([{ ...before, name: "renamed" }]);
    await box.tell("edge");
    await deliverDue(box.deps);
    check(secret);
  });

  it.each(["https://169.254.169.254/", "https://user:pw@example.com/", "nonsense"])(
    "is not moved to %s",
    async (address) => {
      const { id } = await box.hook();
      const [before] = await channels();
      await expect(change({ id, name: "other", address }, [])).rejects.toMatchObject({
        code: "invalid",
        fields: [{ path: "address" }],
      });
      expect(await channels()).toEqual([before]);
    },
  );

  it("that was removed cannot be changed", async () => {
    const { id } = await box.hook();
    await removeChannel(operator(), { id, reason: "moved" });
    await expect(change({ id, name: "back" })).rejects.toMatchObject({ code: "not_found" });
    await expect(rotateSecret(box.deps)(operator(), { id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a rotated signing secret", () => {
  it("signs together with the one before for a day, and alone from then on", async () => {
    const { id, secret: old } = await box.hook();
    const { secret, previousSecretUntil } = await rotateSecret(box.deps)(operator(), { id });
    const left = Date.parse(previousSecretUntil) - Date.now();
    expect(Math.abs(left - 24 * 3600 * 1000)).toBeLessThan(60_000);
    expect((await channels())[0]?.previousSecretUntil).not.toBeNull();
    await box.tell("one");
    await deliverDue(box.deps);
    check(secret);
    check(old);
    await box.deployment.pool.sql`UPDATE channel SET previous_secret_until = now()`;
    await box.tell("two");
    await deliverDue(box.deps);
    check(secret);
    expect(() => check(old)).toThrow("no signature fits");
    expect((await channels())[0]?.previousSecretUntil).toBeNull();
  });

  it("is in the answer alone: not in the table, not in the admin log", async () => {
    const { id } = await box.hook();
    const { secret } = await rotateSecret(box.deps)(operator(), { id });
    const { sql } = box.deployment.pool;
    const rows = await sql`SELECT c::text AS text FROM channel c UNION ALL
      SELECT a::text FROM admin_log a`;
    expect(JSON.stringify(rows)).toContain("webhook.secret_rotated");
    expect(JSON.stringify(rows)).not.toContain(secret.slice(8, 24));
  });
});

describe("the count of deliveries", () => {
  it("tells tries that were taken from those that failed, by kind", async () => {
    await box.hook();
    const count = async (result: string) => {
      const text = await box.deps.metrics.registry.metrics();
      const line = `onbehalf_outbox_deliveries_total{kind="webhook",result="${result}"} `;
      return Number(
        text
          .split("\n")
          .find((one) => one.startsWith(line))
          ?.slice(line.length) ?? 0,
      );
    };
    const before = { delivered: await count("delivered"), failed: await count("failed") };
    await box.tell("edge");
    box.answer = { status: 503 };
    await deliverDue(box.deps);
    box.answer = { status: 204 };
    await box.makeDue();
    await deliverDue(box.deps);
    expect(await count("failed")).toBe(before.failed + 1);
    expect(await count("delivered")).toBe(before.delivered + 1);
  });
});
