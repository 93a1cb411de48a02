import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asOperator, type TestDeployment, testDeployment } from "../testing/deployment";
import { importDirectory } from "../identity/change-directory";
import { signInByCompany } from "./company-sign-in";
import { createMember } from "./create-member";
import { disableMember } from "./disable-member";
import { invite } from "./invite";
import { listMembers } from "./list-members";
import type { Role } from "./model";
import type { CompanyAccount } from "./oidc-claims";
import { viewerOf } from "./session";

const ISS = "https://idp.acme.example";
let deps: TestDeployment;
let context: ReturnType<typeof asOperator>;
beforeAll(async () => {
  deps = await testDeployment();
  context = asOperator(deps.pool);
});
afterAll(() => deps.close());
beforeEach(async () => {
  await deps.pool.sql`DELETE FROM member`;
  await deps.pool.sql`DELETE FROM invitation`;
  await deps.pool.sql`DELETE FROM sign_in_failure`;
  await createMember(context, { email: "owner@acme.example", roles: ["owner"], password });
});

const password = "correct horse battery";
const visit = { address: "192.0.2.1", userAgent: "test" };
const account = (more: Partial<CompanyAccount> = {}): CompanyAccount => ({
  iss: ISS,
  sub: "00u1",
  name: "Ann",
  email: null,
  allowed: false,
  roles: null,
  groups: null,
  ...more,
});
const claimed = (known: Role[], unknown: string[] = []) => ({ roles: { known, unknown } });
const arrive = (more: Partial<CompanyAccount> = {}, token: string | null = null) =>
  signInByCompany(deps.pool, account(more), token, visit);
const invited = async (email = "ann@acme.example", roles: Role[] = ["investigator"]) =>
  (await invite(context, { email, roles })).token;
async function viewer(outcome: Awaited<ReturnType<typeof arrive>>) {
  if ("refused" in outcome) throw new Error(outcome.refused);
  return viewerOf(deps.pool, outcome.sessionId, true);
}
const lastRecord = async (action: string) =>
  (
    await deps.pool.sql`
      SELECT actor, subject, details FROM admin_log WHERE action = ${action} ORDER BY id DESC LIMIT 1`
  )[0];

describe("a company account", () => {
  it("that nobody invited is refused and recorded, also with the e-mail of a member", async () => {
    const owner = { email: "owner@acme.example", name: "Owner" };
    expect(await arrive(owner)).toEqual({ refused: "not_invited" });
    expect(await listMembers(deps.pool)).toHaveLength(1);
    expect(await lastRecord("session.refused")).toMatchObject({
      actor: "system",
      subject: `${ISS} | 00u1`,
      details: { reason: "not_invited" },
    });
  });

  it("with the e-mail of an open invitation is refused too: only the link invites", async () => {
    await invited("ann@acme.example");
    expect(await arrive({ email: "ann@acme.example" })).toEqual({ refused: "not_invited" });
  });

  it("is bound by an invitation's link once, and is that member from then on", async () => {
    const token = await invited();
    expect(await viewer(await arrive({}, token))).toMatchObject({
      email: "ann@acme.example",
      roles: ["investigator"],
    });
    expect(await viewer(await arrive())).toMatchObject({ email: "ann@acme.example" });
    expect(await arrive({ sub: "00u2" }, token)).toEqual({ refused: "invitation_void" });
    expect(await arrive({ sub: "00u2" })).toEqual({ refused: "not_invited" });
    expect(await arrive({ iss: "https://other.example" })).toEqual({ refused: "not_invited" });
  });

  it("brought twice at the same instant binds once", async () => {
    const token = await invited();
    const both = await Promise.all([arrive({}, token), arrive({}, token)]);
    expect(both.every((outcome) => "sessionId" in outcome)).toBe(true);
    expect(await listMembers(deps.pool)).toHaveLength(2);
  });

  it("allowed by its claim becomes a viewer, and is out when the claim is gone", async () => {
    expect(await viewer(await arrive({ allowed: true }))).toMatchObject({ roles: ["viewer"] });
    expect(await arrive({ allowed: false })).toEqual({ refused: "not_allowed" });
    expect(await viewer(await arrive({ allowed: true }))).not.toBeNull();
  });

  it("allowed by its claim with a member's e-mail is somebody else, and does not look like them", async () => {
    const outcome = await arrive({ allowed: true, email: "OWNER@acme.example" });
    expect(await viewer(outcome)).toMatchObject({
      email: "00u1|idp.acme.example",
      roles: ["viewer"],
    });
  });

  it("of a disabled member is refused", async () => {
    const made = await viewer(await arrive({}, await invited()));
    await disableMember(context, { id: made?.memberId ?? "", reason: "left" });
    expect(await arrive()).toEqual({ refused: "disabled" });
  });

  it("that cannot be stored or read is refused without a trace of a member", async () => {
    expect(await arrive({ sub: "a\0b", allowed: true })).toEqual({ refused: "unfinished" });
    expect(await signInByCompany(deps.pool, null, null, visit)).toEqual({ refused: "unfinished" });
    expect(await listMembers(deps.pool)).toHaveLength(1);
  });

  it("refused ten times from one address has to wait", async () => {
    for (let n = 0; n < 10; n++) expect(await arrive()).toEqual({ refused: "not_invited" });
    expect(await arrive({ allowed: true })).toEqual({ refused: "too_many" });
  });
});

describe("roles from a claim", () => {
  it("replace the member's at each sign-in, and what is no role is ignored and recorded", async () => {
    await arrive({ allowed: true, ...claimed(["viewer"]) });
    const later = await arrive({ allowed: true, ...claimed(["auditor", "approver"], ["wizard"]) });
    expect((await viewer(later))?.roles.toSorted()).toEqual(["approver", "auditor"]);
    expect(await lastRecord("member.roles_synced")).toMatchObject({
      details: { before: ["viewer"], after: ["auditor", "approver"] },
    });
    expect(await lastRecord("session.opened")).toMatchObject({
      details: { ignoredRoles: ["wizard"] },
    });
  });

  it("that are none take all roles away, and refuse", async () => {
    await arrive({ allowed: true, ...claimed(["viewer"]) });
    expect(await arrive({ allowed: true, ...claimed([]) })).toEqual({ refused: "no_role" });
    const [, member] = await listMembers(deps.pool);
    expect(member?.roles).toEqual([]);
  });

  it("never take the last owner away, but another one", async () => {
    await deps.pool.sql`DELETE FROM member`;
    const token = await invited("boss@acme.example", ["owner"]);
    const boss = await viewer(await arrive(claimed(["auditor"]), token));
    expect(boss?.roles.toSorted()).toEqual(["auditor", "owner"]);
    expect(await lastRecord("member.roles_synced")).toMatchObject({
      details: { kept: expect.stringContaining("owner") },
    });
    await createMember(context, { email: "second@acme.example", roles: ["owner"], password });
    expect((await viewer(await arrive(claimed(["auditor"]))))?.roles).toEqual(["auditor"]);
  });
});

describe("groups from a claim", () => {
  const groupsOf = async (slug: string) =>
    (
      await deps.pool.sql<{ name: string; provenance: string }[]>`
        SELECT g.name, g.provenance FROM person_group g JOIN person p ON p.id = g.person_id
        WHERE p.slug = ${slug} ORDER BY g.name`
    ).map(({ name, provenance }) => `${name} ${provenance}`);

  const version = async () =>
    Number(
      (await deps.pool.sql`SELECT directory_version FROM deployment`)[0]?.["directory_version"],
    );

  it("are the directory's for the person linked to the account; others of theirs stay", async () => {
    const rows = [{ line: 1, cells: { person: "ann", iss: ISS, sub: "00u1" } }];
    await importDirectory(context, { kind: "links", via: "manual", rows });
    const own = [{ line: 1, cells: { group: "board", person: "ann" } }];
    await importDirectory(context, { kind: "groups", via: "manual", rows: own });
    const one = await arrive({ allowed: true, groups: ["secops", "board", "bad\nname", ""] });
    expect(await groupsOf("ann")).toEqual(["board manual", "secops oidc"]);
    const before = await version();
    await arrive({ allowed: true, groups: ["secops", "board"] });
    expect(await version()).toBe(before);
    await arrive({ allowed: true, groups: ["oncall"] });
    expect(await version()).toBe(before + 1);
    expect(await groupsOf("ann")).toEqual(["board manual", "oncall oidc"]);
    const members = await listMembers(deps.pool);
    const member = await viewer(one);
    expect(members.find(({ id }) => id === member?.memberId)?.person?.id).toBe("ann");
  });

  it("of an account that the directory does not know change nothing", async () => {
    const count = async () => (await deps.pool.sql`SELECT 1 FROM person_group`).length;
    const before = await count();
    const outcome = await arrive({ sub: "stranger", allowed: true, groups: ["secops"] });
    expect(outcome).toHaveProperty("sessionId");
    expect(await count()).toBe(before);
  });
});
