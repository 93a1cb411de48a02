import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asOperator, type TestDeployment, testDeployment } from "../testing/deployment";
import { bindingCookie, bindingOf } from "./binding-cookie";
import { bindOwnAccount } from "./bind-own-account";
import type { CommandContext } from "./command";
import { signInByCompany } from "./company-sign-in";
import { createMember } from "./create-member";
import { beginBinding } from "./begin-binding";
import { changeOwnPassword } from "./change-own-password";
import { invite } from "./invite";
import { getMember } from "./list-members";
import type { CompanyAccount } from "./oidc-claims";
import { openSession, viewerOf } from "./session";
import { signIn } from "./sign-in";
import { unbindAccount, unbindOwnAccount } from "./unbind-account";

const ISS = "https://idp.acme.example";
const secret = "a secret of the sessions";
const password = "correct horse battery";
const visit = { address: "192.0.2.1", userAgent: "test" };
const now = () => Date.now();

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());
beforeEach(async () => {
  await deps.pool.sql`DELETE FROM member`;
  await deps.pool.sql`DELETE FROM sign_in_failure`;
});

const account = (sub = "00u1"): CompanyAccount => ({
  iss: ISS,
  sub,
  name: null,
  email: null,
  allowed: false,
  roles: null,
  groups: null,
});

type Signed = { id: string; email: string; sessionId: string; context: CommandContext };

async function signed(memberId: string): Promise<Signed> {
  const sessionId = await openSession(deps.pool, memberId, visit);
  const viewer = await viewerOf(deps.pool, sessionId, true);
  if (viewer === null) throw new Error("no session");
  const context = { pool: deps.pool, actor: { kind: "member", viewer } } as const;
  return { id: memberId, email: viewer.email, sessionId, context };
}

async function local(email = "owner@acme.example"): Promise<Signed> {
  const made = await createMember(asOperator(deps.pool), { email, roles: ["owner"], password });
  return signed(made.id);
}

/** A member who has a company account and no password. */
async function companyMember(sub: string): Promise<Signed> {
  const { token } = await invite(asOperator(deps.pool), {
    email: `${sub}@x.test`,
    roles: ["viewer"],
  });
  await signInByCompany(deps.pool, account(sub), token, visit);
  const [row] = await deps.pool.sql<{ id: string }[]>`
    SELECT member_id AS id FROM member_account WHERE sub = ${sub}`;
  return signed(row?.id ?? "");
}

async function agedSignIn({ id }: Signed): Promise<void> {
  await deps.pool.sql`
    UPDATE member_session SET auth_time = now() - interval '11 minutes' WHERE member_id = ${id}`;
}

const wishOf = (sessionId: string, at = now()) =>
  bindingOf(bindingCookie(sessionId, { secret, secure: false, now: at })) ?? "";

const comeBack = (who: Signed, sub = "00u1", wish = wishOf(who.sessionId)) =>
  bindOwnAccount(
    deps.pool,
    account(sub),
    { wish, sessionId: who.sessionId, secret, now: now() },
    visit,
  );

const accountsOf = async ({ id }: Signed) =>
  (await getMember(deps.pool, id)).accounts.map(({ sub, boundBy }) => [sub, boundBy]);

const actions = async (subject: string) =>
  (
    await deps.pool.sql<{ action: string }[]>`
      SELECT action FROM admin_log WHERE subject = ${subject} ORDER BY id`
  ).map(({ action }) => action);

describe("a member's own company account", () => {
  it("is bound to the session that asked, and signs that member in from then on", async () => {
    const owner = await local();
    await beginBinding(owner.context, {});
    expect(await comeBack(owner)).toEqual({ bound: true });
    expect(await accountsOf(owner)).toEqual([["00u1", "member"]]);
    const later = await signInByCompany(deps.pool, account(), null, visit);
    if ("refused" in later) throw new Error(later.refused);
    expect(await viewerOf(deps.pool, later.sessionId, true)).toMatchObject({ email: owner.email });
    expect(await actions(owner.id)).toContain("account.bound");
  });

  it("that is another member's stays theirs, and the try is recorded", async () => {
    const other = await companyMember("00u1");
    const owner = await local();
    expect(await comeBack(owner)).toEqual({ refused: "account_taken" });
    expect(await accountsOf(owner)).toEqual([]);
    expect(await accountsOf(other)).toEqual([["00u1", "invitation"]]);
    expect(await actions(`${ISS} | 00u1`)).toContain("session.refused");
  });

  it("goes to nobody for a wish of another session, of another secret, too old or of an ended session", async () => {
    const owner = await local();
    const other = await local("other@acme.example");
    const refused = { refused: "binding_void" };
    expect(await comeBack(owner, "00u1", wishOf(other.sessionId))).toEqual(refused);
    expect(await comeBack(owner, "00u1", wishOf(owner.sessionId, now() - 601_000))).toEqual(
      refused,
    );
    const [until] = wishOf(owner.sessionId).split(".");
    expect(await comeBack(owner, "00u1", `${until}.forged`)).toEqual(refused);
    const wish = wishOf(owner.sessionId);
    await deps.pool.sql`UPDATE member_session SET ended_at = now() WHERE member_id = ${owner.id}`;
    expect(await comeBack(owner, "00u1", wish)).toEqual(refused);
    expect(await accountsOf(owner)).toEqual([]);
    expect(await accountsOf(other)).toEqual([]);
  });

  it("needs a recent sign-in to be bound or taken away", async () => {
    const owner = await local();
    await comeBack(owner);
    await agedSignIn(owner);
    await expect(beginBinding(owner.context, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(unbindOwnAccount(owner.context, { iss: ISS, sub: "00u1" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await accountsOf(owner)).toHaveLength(1);
  });

  it("can be taken away, which ends the other sessions and is recorded", async () => {
    const owner = await local();
    await comeBack(owner);
    const elsewhere = await signed(owner.id);
    await unbindOwnAccount(owner.context, { iss: ISS, sub: "00u1" });
    expect(await accountsOf(owner)).toEqual([]);
    expect(await viewerOf(deps.pool, elsewhere.sessionId, true)).toBeNull();
    expect(await viewerOf(deps.pool, owner.sessionId, true)).not.toBeNull();
    expect(await actions(owner.id)).toContain("account.unbound");
  });

  it("stays while it is the only way in, also against an owner, and goes once there is a password", async () => {
    const member = await companyMember("00u1");
    const owner = await local();
    const pair = { iss: ISS, sub: "00u1" };
    const conflict = { code: "conflict", message: expect.stringContaining("only way to sign in") };
    await expect(unbindOwnAccount(member.context, pair)).rejects.toMatchObject(conflict);
    const theirs = { id: member.id, ...pair, reason: "left the company" };
    await expect(unbindAccount(owner.context, theirs)).rejects.toMatchObject(conflict);
    await changeOwnPassword(member.context, { password });
    await unbindAccount(owner.context, theirs);
    expect(await accountsOf(member)).toEqual([]);
    expect(await viewerOf(deps.pool, member.sessionId, true)).toBeNull();
  });

  it("leaves one way in when both are taken away at the same instant", async () => {
    const member = await companyMember("00u1");
    await comeBack(member, "00u2");
    const outcomes = await Promise.allSettled(
      ["00u1", "00u2"].map((sub) => unbindOwnAccount(member.context, { iss: ISS, sub })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await accountsOf(member)).toHaveLength(1);
  });
});

describe("one's own password", () => {
  const next = "another fine password";

  it("changes with the old one, ends the other sessions and is recorded without either", async () => {
    const owner = await local();
    const elsewhere = await signed(owner.id);
    await changeOwnPassword(owner.context, { current: password, password: next });
    expect(await viewerOf(deps.pool, elsewhere.sessionId, true)).toBeNull();
    expect(await viewerOf(deps.pool, owner.sessionId, true)).not.toBeNull();
    const { email } = owner;
    await signIn(deps.pool, { email, password: next }, visit);
    await expect(signIn(deps.pool, { email, password }, visit)).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const [record] = await deps.pool.sql`
      SELECT details FROM admin_log WHERE action = 'member.password_changed' ORDER BY id DESC`;
    expect(record?.["details"]).toEqual({ first: false, sessions: 1 });
  });

  it("stays with a wrong or missing old one, however recent the sign-in", async () => {
    const owner = await local();
    for (const current of ["wrong horse battery", undefined]) {
      await expect(
        changeOwnPassword(owner.context, { password: next, ...(current && { current }) }),
      ).rejects.toMatchObject({ code: "invalid", fields: [{ path: "current" }] });
    }
    await signIn(deps.pool, { email: owner.email, password }, visit);
  });

  it("can be guessed five times, then not even the right one is looked at", async () => {
    const owner = await local();
    for (let tries = 0; tries < 5; tries++) {
      await expect(
        changeOwnPassword(owner.context, { current: "wrong horse battery", password: next }),
      ).rejects.toMatchObject({ code: "invalid" });
    }
    await expect(
      changeOwnPassword(owner.context, { current: password, password: next }),
    ).rejects.toMatchObject({ code: "too_many_requests" });
  });

  it("is first set only soon after a sign-in", async () => {
    const member = await companyMember("00u1");
    await agedSignIn(member);
    await expect(changeOwnPassword(member.context, { password })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await getMember(deps.pool, member.id)).hasPassword).toBe(false);
  });
});
