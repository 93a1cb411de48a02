import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testPassword } from "../testing/api";
import { asOperator, type TestDeployment, testDeployment } from "../testing/deployment";
import { createMember } from "./create-member";
import { viewerOf } from "./session";
import { signIn } from "./sign-in";

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());

let made = 0;
async function account(): Promise<string> {
  made += 1;
  const email = `person-${made}@acme.example`;
  await createMember(asOperator(deps.pool), { email, roles: ["viewer"], password: testPassword });
  return email;
}

const attempt = (email: string, password = "not the password", address = "192.0.2.1") =>
  signIn(deps.pool, { email, password }, { address, userAgent: "test" });
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "signed in",
    (error: { code?: string }) => error.code ?? "bug",
  );

describe("local sign-in", () => {
  it("opens a session for the right pair, whatever the case of the e-mail, and records it", async () => {
    const email = await account();
    const sessionId = await attempt(` ${email.toUpperCase()} `, testPassword);
    expect(await viewerOf(deps.pool, sessionId, true)).toMatchObject({ email });
    const log = await deps.pool.sql`
      SELECT details FROM admin_log WHERE action = 'session.opened' AND actor = ${`member:${email}`}`;
    expect(log).toHaveLength(1);
    expect(JSON.stringify(log)).not.toContain(sessionId);
  });

  it("records who was refused and why, and nothing of accounts that do not exist", async () => {
    const email = await account();
    const logged = async () =>
      (
        await deps.pool.sql<{ details: { reason: string } }[]>`
          SELECT details FROM admin_log WHERE action = 'session.refused' ORDER BY id`
      ).map(({ details }) => details.reason);
    const before = (await logged()).length;
    await codeOf(attempt("nobody-at-all@acme.example", "not the password"));
    await codeOf(attempt(email, "not the password"));
    await deps.pool.sql`UPDATE member SET disabled_at = now() WHERE email = ${email}`;
    await codeOf(attempt(email, testPassword));
    expect((await logged()).slice(before)).toEqual(["wrong_password", "disabled"]);
  });

  it("says the same of a wrong password, an unknown account and a disabled member", async () => {
    const [email, disabled] = [await account(), await account()];
    await deps.pool.sql`UPDATE member SET disabled_at = now() WHERE email = ${disabled}`;
    const messages = new Set<string>();
    for (const [who, password] of [
      [email, "not the password"],
      ["nobody@acme.example", testPassword],
      [disabled, testPassword],
      ["a\0b", testPassword],
      ["%", testPassword],
      ["", ""],
    ] as const) {
      await attempt(who, password).then(
        () => expect.unreachable(`${who} signed in`),
        (error: { code: string; message: string }) => {
          expect(error.code).toBe("unauthenticated");
          messages.add(error.message);
        },
      );
    }
    expect(messages.size).toBe(1);
  });

  it("refuses the right password after five failures, for that account and address alone", async () => {
    const [email, other] = [await account(), await account()];
    for (let n = 0; n < 5; n++) expect(await codeOf(attempt(email))).toBe("unauthenticated");
    expect(await codeOf(attempt(email, testPassword))).toBe("too_many_requests");
    expect(await codeOf(attempt(email.toUpperCase(), testPassword))).toBe("too_many_requests");
    expect(await codeOf(attempt(other, testPassword))).toBe("signed in");
    expect(await codeOf(attempt(email, testPassword, "192.0.2.2"))).toBe("signed in");
    await deps.pool.sql`UPDATE sign_in_failure SET at = at - interval '15 minutes'`;
    expect(await codeOf(attempt(email, testPassword))).toBe("signed in");
  });

  it("limits accounts that do not exist in the same way", async () => {
    const codes = [];
    for (let n = 0; n < 6; n++) codes.push(await codeOf(attempt("ghost@acme.example")));
    expect(codes).toEqual([...Array(5).fill("unauthenticated"), "too_many_requests"]);
  });

  it("looks at five passwords at most when thirty come at the same instant", async () => {
    const email = await account();
    const codes = await Promise.all(Array.from({ length: 30 }, () => codeOf(attempt(email))));
    const looked = codes.filter((code) => code === "unauthenticated").length;
    expect(looked).toBeLessThanOrEqual(5);
    expect(codes.filter((code) => code === "too_many_requests")).toHaveLength(30 - looked);
  });

  it("forgets the failures after a success, and refused tries do not prolong the wait", async () => {
    const email = await account();
    for (let n = 0; n < 4; n++) await codeOf(attempt(email));
    expect(await codeOf(attempt(email, testPassword))).toBe("signed in");
    for (let n = 0; n < 5; n++) expect(await codeOf(attempt(email))).toBe("unauthenticated");
    await deps.pool.sql`UPDATE sign_in_failure SET at = at - interval '14 minutes'`;
    for (let n = 0; n < 3; n++) expect(await codeOf(attempt(email))).toBe("too_many_requests");
    await deps.pool.sql`UPDATE sign_in_failure SET at = at - interval '1 minute'`;
    expect(await codeOf(attempt(email, testPassword))).toBe("signed in");
  });

  it("stores no password in clear", async () => {
    await account();
    const rows = await deps.pool.sql<{ hash: string }[]>`
      SELECT password_hash AS hash FROM member`;
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(rows.length);
  });
});
