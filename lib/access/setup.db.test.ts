import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testPassword } from "../testing/api";
import { asOperator, type TestDeployment, testDeployment } from "../testing/deployment";
import { createMember } from "./create-member";
import { hasOwner, makeSetupToken, setUp } from "./setup";
import { signIn } from "./sign-in";

let deps: TestDeployment;
beforeEach(async () => {
  deps = await testDeployment();
});
afterEach(() => deps.close());

const complete = (token: string, email = "owner@acme.example") =>
  setUp(
    { pool: deps.pool, actor: { kind: "system" } },
    { token, email, password: testPassword, name: "Olga" },
  );
const owners = async () =>
  (await deps.pool.sql`SELECT 1 FROM member_role WHERE role = 'owner'`).length;
const gone = { code: "gone" };

describe("the set-up link", () => {
  it("makes the first owner, who can sign in, and leaves one admin-log record", async () => {
    const token = await makeSetupToken(deps.pool);
    const { id, email } = await complete(token);
    expect(await hasOwner(deps.pool.db)).toBe(true);
    const credentials = { email: email.toUpperCase(), password: testPassword };
    await signIn(deps.pool, credentials, { address: null, userAgent: null });
    const log = await deps.pool.sql`
      SELECT actor, subject FROM admin_log WHERE action = 'setup.completed'`;
    expect(log).toEqual([{ actor: "system", subject: id }]);
    expect(JSON.stringify(await deps.pool.sql`SELECT * FROM setup_link`)).not.toContain(token);
  });

  it("is good for one use", async () => {
    const token = await makeSetupToken(deps.pool);
    await complete(token);
    await expect(complete(token, "second@acme.example")).rejects.toMatchObject(gone);
    expect(await owners()).toBe(1);
  });

  it("used twice at the same instant makes one owner", async () => {
    const token = await makeSetupToken(deps.pool);
    const both = await Promise.allSettled([
      complete(token, "one@acme.example"),
      complete(token, "two@acme.example"),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await owners()).toBe(1);
    expect(await deps.pool.sql`SELECT 1 FROM member`).toHaveLength(1);
  });

  it("is void after an hour, after a newer one, and when it was never made", async () => {
    const old = await makeSetupToken(deps.pool);
    await deps.pool.sql`UPDATE setup_link SET expires_at = now() - interval '1 second'`;
    await expect(complete(old)).rejects.toMatchObject(gone);
    const replaced = await makeSetupToken(deps.pool);
    await makeSetupToken(deps.pool);
    for (const token of [replaced, "invented"]) {
      await expect(complete(token)).rejects.toMatchObject(gone);
    }
    expect(await owners()).toBe(0);
    const [row] = await deps.pool.sql<{ minutes: number }[]>`
      SELECT extract(epoch FROM expires_at - now())::int / 60 AS minutes FROM setup_link`;
    expect(row?.minutes).toBeGreaterThanOrEqual(58);
    expect(row?.minutes).toBeLessThanOrEqual(60);
  });

  it("is void once an owner exists, however that one was made", async () => {
    const token = await makeSetupToken(deps.pool);
    const email = "boss@acme.example";
    await createMember(asOperator(deps.pool), { email, roles: ["owner"], password: testPassword });
    await expect(complete(token)).rejects.toMatchObject(gone);
    expect(await owners()).toBe(1);
  });

  it("survives a refused form: a short password or a taken e-mail does not use it up", async () => {
    const token = await makeSetupToken(deps.pool);
    const email = "taken@acme.example";
    await createMember(asOperator(deps.pool), { email, roles: ["viewer"], password: testPassword });
    await expect(complete(token, email)).rejects.toMatchObject({ code: "conflict" });
    const context = { pool: deps.pool, actor: { kind: "system" } } as const;
    const short = { token, email: "o@acme.example", password: "short" };
    await expect(setUp(context, short)).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "password" }],
    });
    await complete(token);
    expect(await owners()).toBe(1);
  });
});
