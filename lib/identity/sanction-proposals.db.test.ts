import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMember } from "../access/create-member";
import { permissionsOf } from "../access/permissions";
import type { Viewer } from "../access/viewer";
import { asOperator, type TestDeployment, testDeployment, viewerWith } from "../testing/deployment";
import { agreeToSanction } from "./agree-to-sanction";
import { addEntry } from "./change-directory";
import { declineSanction } from "./decline-sanction";
import { listDirectory } from "./list-directory";
import { listProposals } from "./list-proposals";
import { proposeSanction } from "./propose-sanction";
import { readDirectory } from "./read-directory";

let deps: TestDeployment;
let first: Viewer;
let second: Viewer;
let twin: Viewer;
beforeAll(async () => {
  deps = await testDeployment();
  [first, second, twin] = [await admin("first"), await admin("second"), await admin("twin")];
  const principal = { person: "pat", iss: "https://idp.example", sub: "pat" };
  await addEntry(asOperator(deps.pool), "links", principal);
  for (const { memberId } of [first, twin])
    await deps.pool.sql`
      UPDATE member SET person_id = (SELECT id FROM person WHERE slug = 'pat') WHERE id = ${memberId}`;
});
afterAll(() => deps.close());

async function admin(name: string): Promise<Viewer> {
  const email = `${name}@acme.example`;
  const { id } = await createMember(asOperator(deps.pool), {
    email,
    roles: ["admin"],
    password: "correct horse battery",
  });
  return { ...viewerWith("admin"), memberId: id, email };
}

const as = (viewer: Viewer) => ({ pool: deps.pool, actor: { kind: "member", viewer } }) as const;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const row = (more: Record<string, unknown> = {}) =>
  ({
    ran_as_iss: "https://github.example",
    ran_as_sub: "bot",
    tools: "tool:github/*",
    callers: "anyone",
    owner: "sec@acme.example",
    reason: "the bot was always meant to",
    from: inDays(-10),
    until: inDays(30),
    ...more,
  }) as never;

describe("a back-dated sanction", () => {
  it("changes nothing until a second admin agrees, and then covers history", async () => {
    const { id } = await proposeSanction(as(first), row());
    expect((await readDirectory(deps.pool.db)).sanctions).toEqual([]);
    const agreed = await agreeToSanction(as(second), { id });
    const { sanctions } = await readDirectory(deps.pool.db);
    expect(sanctions).toHaveLength(1);
    expect(Date.parse(sanctions[0]!.from)).toBeLessThan(Date.now() - 9 * 86_400_000);
    const { items } = await listDirectory(deps.pool, second, "sanctions");
    expect(items[0]).toMatchObject({
      id: agreed.id,
      state: "active",
      createdBy: "member:first@acme.example",
      agreedBy: "member:second@acme.example",
    });
    const log = await deps.pool.sql`
      SELECT actor, action, details->>'sanction' AS sanction FROM admin_log
      WHERE subject = ${id} ORDER BY id`;
    expect(log).toMatchObject([
      { actor: "member:first@acme.example", action: "sanction.proposed" },
      { actor: "member:second@acme.example", action: "sanction.agreed", sanction: agreed.id },
    ]);
    await expect(agreeToSanction(as(second), { id })).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    ["the proposer", () => first, "yourself"],
    ["another account of the same person", () => twin, "same person"],
  ])("is not agreed to by %s", async (_who, who, word) => {
    const before = await readDirectory(deps.pool.db);
    const { id } = await proposeSanction(as(first), row());
    await expect(agreeToSanction(as(who()), { id })).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining(word),
    });
    expect(await readDirectory(deps.pool.db)).toEqual(before);
    const { items } = await listProposals(deps.pool, who());
    expect(items.find((one) => one.id === id)?.refusal).toContain(word);
    const others = await listProposals(deps.pool, second);
    expect(others.items.find((one) => one.id === id)?.refusal).toBeNull();
  });

  it("is not agreed to from the command line, nor without the permission", async () => {
    const { id } = await proposeSanction(as(first), row());
    await expect(agreeToSanction(asOperator(deps.pool), { id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const viewer = { ...second, permissions: permissionsOf(["viewer"]) };
    await expect(agreeToSanction(as(viewer), { id })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("agreed to twice at the same instant is one sanction", async () => {
    const { id } = await proposeSanction(as(first), row({ ran_as_sub: "raced" }));
    await Promise.allSettled(Array.from({ length: 4 }, () => agreeToSanction(as(second), { id })));
    const { sanctions } = await readDirectory(deps.pool.db);
    expect(sanctions.filter(({ ranAs }) => "sub" in ranAs && ranAs.sub === "raced")).toHaveLength(
      1,
    );
  });

  it("declined applies to nothing, keeps the reason, and is not agreed to later", async () => {
    const { id } = await proposeSanction(as(first), row({ ran_as_sub: "declined" }));
    await declineSanction(as(second), { id, reason: "it was a leak" });
    await expect(agreeToSanction(as(second), { id })).rejects.toMatchObject({ code: "not_found" });
    const { items } = await listProposals(deps.pool, first);
    expect(items.find((one) => one.id === id)).toMatchObject({
      outcome: "declined",
      decisionReason: "it was a leak",
    });
  });

  it.each([
    ["that begins now", row({ from: undefined })],
    ["of more than a year", row({ until: inDays(360) })],
    ["that ends before it begins", row({ until: inDays(-20) })],
    ["without a reason", row({ reason: " " })],
  ])("%s is no proposal", async (_name, input) => {
    await expect(proposeSanction(as(first), input)).rejects.toMatchObject({ code: "invalid" });
  });
});
