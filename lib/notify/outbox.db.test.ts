import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asOperator } from "../testing/deployment";
import { type TestOutbox, testOutbox } from "../testing/outbox";
import { verifyWebhook } from "../testing/standard-webhooks";
import { deliverDue } from "./deliver-due";
import { enqueue } from "./enqueue";
import { removeChannel } from "./remove-channel";
import { retryDelivery } from "./retry-delivery";

let box: TestOutbox;
beforeAll(async () => {
  box = await testOutbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

describe("a message", () => {
  it("arrives signed, with its id as the receiver's idempotency key", async () => {
    const { secret } = await box.hook();
    await box.tell("edge");
    expect(await deliverDue(box.deps)).toBe(1);
    const [got] = box.received;
    verifyWebhook(secret ?? "", got?.body ?? "", got?.headers ?? {}, Date.now() / 1000);
    const { id } = await box.first();
    expect(got?.id).toBe(id);
    expect(JSON.parse(got?.body ?? "")).toMatchObject({
      type: "source.silent",
      data: { source: "edge", url: "https://onbehalf.example/overview" },
    });
    expect(await box.first()).toMatchObject({ status: "delivered", attempts: 1, lastError: null });
    expect(await deliverDue(box.deps)).toBe(0);
  });

  it("is written once for the same thing, and goes only to who wants it", async () => {
    await box.hook();
    await box.tell("edge");
    await box.tell("edge");
    await box.deployment.pool.db.transaction((tx) =>
      enqueue(tx, {
        event: "verdict.severe",
        dedupeKey: "x",
        message: { title: "x", text: "", path: "/", data: {} },
      }),
    );
    expect(await box.messages()).toHaveLength(1);
  });

  it("is not there when the transaction of what it tells is rolled back", async () => {
    await box.hook();
    const failing = box.deployment.pool.db.transaction(async (tx) => {
      await enqueue(tx, {
        event: "source.silent",
        dedupeKey: "gone",
        message: { title: "gone", text: "", path: "/", data: {} },
      });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await box.messages()).toEqual([]);
  });

  it("is tried again with the same id until it is taken", async () => {
    await box.hook();
    await box.tell("edge");
    box.answer = { status: 503 };
    await deliverDue(box.deps);
    const waiting = await box.first();
    expect(waiting).toMatchObject({ status: "waiting", lastError: "The receiver answered 503." });
    const wait = Date.parse(waiting.nextAt ?? "") - Date.now();
    expect(wait).toBeGreaterThan(1_000);
    expect(wait).toBeLessThan(6_500);
    expect(await deliverDue(box.deps)).toBe(0);
    box.answer = { status: 200 };
    await box.makeDue();
    await deliverDue(box.deps);
    expect(await box.first()).toMatchObject({ status: "delivered", attempts: 2 });
    expect(new Set(box.received.map(({ id }) => id)).size).toBe(1);
  });

  it("is given up after its time or where the receiver is gone, and can be put back", async () => {
    await box.hook();
    await box.tell("late");
    await box.deployment.pool.sql`UPDATE outbox SET give_up_at = now()`;
    box.answer = { status: 500 };
    await deliverDue(box.deps);
    const { id, ...late } = await box.first();
    expect(late).toMatchObject({ status: "dead", nextAt: null });
    box.answer = { status: 204 };
    await retryDelivery(asOperator(box.deployment.pool), { id });
    await deliverDue(box.deps);
    expect(await box.first()).toMatchObject({ id, status: "delivered" });
    await expect(retryDelivery(asOperator(box.deployment.pool), { id })).rejects.toThrow(
      "is delivered",
    );
    await box.tell("gone");
    box.answer = { status: 410 };
    await deliverDue(box.deps);
    expect((await box.messages())[0]).toMatchObject({ status: "dead", attempts: 1 });
  });

  it("is delivered by any number of workers once each, and by one at a time", async () => {
    await box.hook();
    for (let n = 0; n < 40; n++) await box.tell(`n-${n}`);
    box.answer = { status: 204, afterMs: 20 };
    const work = async () => {
      while ((await deliverDue(box.deps)) > 0);
    };
    await Promise.all([work(), work(), work(), work()]);
    expect(box.received).toHaveLength(40);
    expect(new Set(box.received.map(({ id }) => id)).size).toBe(40);
    expect(box.mostOpen).toBeGreaterThan(1);
    expect(
      (await box.messages()).every(
        ({ status, attempts }) => status === "delivered" && attempts === 1,
      ),
    ).toBe(true);
  });

  it("of a worker that died is taken up when its lease has run out", async () => {
    await box.hook();
    await box.tell("left");
    await box.deployment.pool
      .sql`UPDATE outbox SET attempts = 1, leased_until = now() + interval '1 minute'`;
    expect(await deliverDue(box.deps)).toBe(0);
    await box.deployment.pool.sql`UPDATE outbox SET leased_until = now() - interval '1 second'`;
    expect(await deliverDue(box.deps)).toBe(1);
    expect(await box.first()).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("is not sent any more once its channel was removed", async () => {
    const { id } = await box.hook();
    await box.tell("edge");
    await removeChannel(asOperator(box.deployment.pool), { id, reason: "moved" });
    expect(await deliverDue(box.deps)).toBe(0);
    expect(await box.first()).toMatchObject({
      status: "dead",
      lastError: "The channel was removed.",
    });
    await box.tell("later");
    expect(await box.messages()).toHaveLength(1);
  });
});
