import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testPassword } from "../testing/api";
import { asOperator, type TestDeployment, testDeployment } from "../testing/deployment";
import { changeRoles } from "./change-roles";
import { createMember } from "./create-member";
import { disableMember, enableMember } from "./disable-member";
import { LAST_OWNER } from "./last-owner";
import { linkMember } from "./link-member";
import { getMember, listMembers } from "./list-members";
import type { Role } from "./model";
import { openSession, viewerOf } from "./session";

let deps: TestDeployment;
let context: ReturnType<typeof asOperator>;
beforeAll(async () => {
  deps = await testDeployment();
  context = asOperator(deps.pool);
});
afterAll(() => deps.close());
beforeEach(() => deps.pool.sql`DELETE FROM member`);

let made = 0;
async function member(...roles: Role[]): Promise<string> {
  made += 1;
  const email = `member-${made}@acme.example`;
  return (await createMember(context, { email, roles, password: testPassword })).id;
}
const owners = async () =>
  (
    await deps.pool.sql`
    SELECT 1 FROM member_role r JOIN member m ON m.id = r.member_id
    WHERE r.role = 'owner' AND m.disabled_at IS NULL`
  ).length;
const signedIn = (id: string) =>
  openSession(deps.pool, id, { address: "192.0.2.7", userAgent: "test" });

describe("the last owner", () => {
  it("cannot be demoted or disabled, and a disabled owner does not count as another", async () => {
    const [last, other] = [await member("owner"), await member("owner")];
    await disableMember(context, { id: other, reason: "left" });
    const refusal = { code: "conflict", message: LAST_OWNER };
    await expect(changeRoles(context, { id: last, roles: ["admin"] })).rejects.toMatchObject(
      refusal,
    );
    await expect(disableMember(context, { id: last, reason: "x" })).rejects.toMatchObject(refusal);
    expect(await getMember(deps.pool, last)).toMatchObject({ roles: ["owner"], lastOwner: true });
    await enableMember(context, { id: other, reason: "came back" });
    await changeRoles(context, { id: last, roles: ["admin"] });
    expect(await owners()).toBe(1);
  });

  it("is left when two owners are demoted, or demoted and disabled, at the same instant", async () => {
    for (let round = 0; round < 10; round++) {
      await deps.pool.sql`DELETE FROM member`;
      const [one, other] = [await member("owner"), await member("owner")];
      const both = await Promise.allSettled([
        changeRoles(context, { id: one, roles: ["viewer"] }),
        round % 2 === 0
          ? changeRoles(context, { id: other, roles: ["viewer"] })
          : disableMember(context, { id: other, reason: "left" }),
      ]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await owners()).toBe(1);
    }
  });

  it("keeps other members changeable", async () => {
    const [, other] = [await member("owner"), await member("viewer")];
    await changeRoles(context, { id: other, roles: ["auditor", "approver"] });
    expect(await getMember(deps.pool, other)).toMatchObject({
      roles: ["approver", "auditor"],
      lastOwner: false,
    });
  });
});

describe("a member", () => {
  it("who is disabled is out at once, in every session, and in again without old sessions", async () => {
    const [, id] = [await member("owner"), await member("viewer")];
    const sessions = [await signedIn(id), await signedIn(id)];
    await disableMember(context, { id, reason: "left the company" });
    await enableMember(context, { id, reason: "a mistake" });
    for (const session of sessions) expect(await viewerOf(deps.pool, session, true)).toBeNull();
    const log = await deps.pool.sql`
      SELECT details FROM admin_log WHERE action = 'member.disabled' AND subject = ${id}`;
    expect(log).toMatchObject([{ details: { reason: "left the company", sessions: 2 } }]);
  });

  it("whose roles change has the new ones in the next request of an open session", async () => {
    const [, id] = [await member("owner"), await member("viewer")];
    const session = await signedIn(id);
    await changeRoles(context, { id, roles: ["auditor"] });
    const viewer = await viewerOf(deps.pool, session, true);
    expect(viewer?.permissions.has("payload:read")).toBe(true);
    const log = await deps.pool.sql`
      SELECT details FROM admin_log WHERE action = 'member.roles_changed' AND subject = ${id}`;
    expect(log).toMatchObject([{ details: { before: ["viewer"], after: ["auditor"] } }]);
  });

  it("needs a role, a reason to be disabled, and must exist", async () => {
    const [, id] = [await member("owner"), await member("viewer")];
    const invalid = { code: "invalid" };
    await expect(changeRoles(context, { id, roles: [] })).rejects.toMatchObject(invalid);
    await expect(disableMember(context, { id, reason: "  " })).rejects.toMatchObject(invalid);
    const missing = { code: "not_found" };
    await expect(changeRoles(context, { id: "none", roles: ["viewer"] })).rejects.toMatchObject(
      missing,
    );
    await expect(enableMember(context, { id, reason: "x" })).rejects.toMatchObject(missing);
  });

  it("is linked to a person of the directory, and no longer when that person is erased", async () => {
    const id = await member("viewer");
    await deps.pool
      .sql`INSERT INTO person (slug, name) VALUES ('ann', 'Ann') ON CONFLICT DO NOTHING`;
    await linkMember(context, { id, person: "ann" });
    expect(await getMember(deps.pool, id)).toMatchObject({ person: { id: "ann", name: "Ann" } });
    await expect(linkMember(context, { id, person: "nobody" })).rejects.toMatchObject({
      code: "not_found",
    });
    await deps.pool.sql`DELETE FROM person WHERE slug = 'ann'`;
    expect(await getMember(deps.pool, id)).toMatchObject({ person: null });
  });

  it("is listed with the last activity, and without the password's hash", async () => {
    const id = await member("viewer");
    expect(await getMember(deps.pool, id)).toMatchObject({ lastActiveAt: null });
    await signedIn(id);
    const [listed] = await listMembers(deps.pool);
    expect(listed).toMatchObject({ id, lastActiveAt: expect.any(String), hasPassword: true });
    expect(JSON.stringify(listed)).not.toContain("argon2");
  });
});
