import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sequencePending } from "../ledger/sequence";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { addEntry } from "./change-directory";
import type { DirectoryKind } from "./directory-rows";
import { leaveGroup } from "./leave-group";
import { listDirectory } from "./list-directory";
import { listUnlinked } from "./list-unlinked";
import { previewImport } from "./preview-import";
import { readCsv } from "./read-csv";
import { readPerson } from "./read-person";
import { readServer } from "./read-server";
import { removeActor, removeService } from "./remove-mark";
import { undeclareServer } from "./undeclare-server";

let deps: TestDeployment;
const viewer = viewerWith("admin");
const add = (kind: DirectoryKind, cells: Record<string, unknown>) =>
  addEntry(asOperator(deps.pool), kind, cells);
const reason = "no longer so";
const now = new Date().toISOString();
const bare = (id: string, more: Record<string, unknown> = {}) =>
  nativeCall(id, { time: now, server: { name: "wiki" }, downstream: undefined, ...more });

beforeAll(async () => {
  deps = await testDeployment();
  await add("services", { iss: "https://github.example", sub: "1001", name: "bot" });
  await add("sanctions", {
    ran_as_iss: "https://github.example",
    ran_as_sub: "1001",
    tools: "tool:github/create_*",
    callers: "client:desk; group:eng",
    owner: "sec",
    reason: "bot",
    until: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const later = new Date(Date.now() + 500).toISOString();
  const client = { id: "desk", name: "Desk" };
  const source = await testSource(deps.pool, "gw");
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await send(deps, source, [
    nativeCall("s1", { time: later, client }),
    nativeCall("s2", { time: later, client }),
    nativeCall("s3", { time: later, client, tool: { name: "delete_repo" } }),
    bare("w1"),
    bare("w2"),
    bare("w3", { caller: { evidence: "absent" } }),
    bare("w4", {
      downstream: { evidence: "observed", kind: "user_token", iss: "https://w.example", sub: "x" },
    }),
  ]);
  await sequencePending(deps.pool.sql);
});
afterAll(() => deps.close());

describe("what the lists count", () => {
  it("a server's calls, and those for which nobody says as whom they ran", async () => {
    const { items } = await listDirectory(deps.pool, viewer, "servers", { q: "WIK" });
    expect(items).toMatchObject([{ name: "wiki", calls: 4, unevidenced: 3, declaredAt: null }]);
    const detail = await readServer(deps.pool, viewer, items[0]?.id ?? "");
    expect(detail.gateways).toMatchObject([
      { source: { name: "gw" }, format: "native", formatCeiling: "validated", calls: 4, named: 1 },
    ]);
    expect(detail.verdicts).toEqual(
      expect.arrayContaining([{ verdict: "unattributed", calls: 1 }]),
    );
    expect(detail.verdicts.reduce((sum, { calls }) => sum + calls, 0)).toBe(4);
  });

  it("the calls that a sanction covers: its tools, its callers, its identity", async () => {
    const { items } = await listDirectory(deps.pool, viewer, "sanctions");
    expect(items).toMatchObject([{ state: "active", calls: 2, agreedBy: null }]);
  });

  it("principals that nobody linked, busiest first, without services", async () => {
    const { items, total } = await listUnlinked(deps.pool, viewer);
    expect(items.map(({ sub }) => sub)).toEqual(["00alice", "x"]);
    expect(items[0]).toMatchObject({ callsAsCaller: 6, callsAsRanAs: 0 });
    expect(total).toBe(2);
  });

  it("services and clients with the calls they occur in", async () => {
    const services = await listDirectory(deps.pool, viewer, "services");
    expect(services.items).toMatchObject([{ sub: "1001", callsAsRanAs: 3, callsAsCaller: 0 }]);
    const clients = await listDirectory(deps.pool, viewer, "clients", { q: "des" });
    expect(clients.items).toMatchObject([
      { clientId: "desk", names: ["Desk"], calls: 3, owner: null },
    ]);
  });

  it("needs the permission", async () => {
    const approver = viewerWith("approver");
    await expect(listDirectory(deps.pool, approver, "persons")).rejects.toMatchObject({
      code: "forbidden",
    });
    for (const read of [readPerson, readServer])
      await expect(read(deps.pool, approver, "1")).rejects.toMatchObject({ code: "forbidden" });
    await expect(listUnlinked(deps.pool, approver)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("searching", () => {
  it("takes % and _ and \\ as themselves", async () => {
    await add("links", { person: "percy", iss: "https://i.example", sub: "a%b_c\\d" });
    const found = async (q: string) =>
      (await listDirectory(deps.pool, viewer, "persons", { q })).items.map(({ id }) => id);
    expect(await found("a%b_c\\d")).toEqual(["percy"]);
    expect(await found("a%d")).toEqual([]);
    expect(await found("PERC")).toEqual(["percy"]);
  });
});

describe("taking back", () => {
  it.each(["services", "actors"] as const)("one of %s, once, with its reason", async (list) => {
    await add(list, { iss: "https://i.example", sub: `own-${list}` });
    const { items } = await listDirectory(deps.pool, viewer, list, { q: `own-${list}` });
    const id = items[0]?.id ?? "";
    const remove = list === "services" ? removeService : removeActor;
    await remove(asOperator(deps.pool), { id, reason });
    const after = await listDirectory(deps.pool, viewer, list, { q: `own-${list}` });
    expect(after.items).toEqual([]);
    await expect(remove(asOperator(deps.pool), { id, reason })).rejects.toMatchObject({
      code: "not_found",
    });
    const log = await deps.pool.sql`SELECT details FROM admin_log WHERE subject = ${id}`;
    expect(log).toMatchObject([{ details: { reason, was: { sub: `own-${list}` } } }]);
  });

  it("a declaration leaves the server and forgets how it signs in", async () => {
    await add("servers", { name: "crm", configured_as: "caller", resource: "https://crm.example" });
    const [crm] = (await listDirectory(deps.pool, viewer, "servers", { q: "crm" })).items;
    const id = crm?.id ?? "";
    await undeclareServer(asOperator(deps.pool), { id, reason });
    expect(await readServer(deps.pool, viewer, id)).toMatchObject({
      declaredAt: null,
      configured: null,
      resource: null,
    });
    await expect(undeclareServer(asOperator(deps.pool), { id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("a membership of a group", async () => {
    await add("groups", { group: "eng / core", person: "percy" });
    await leaveGroup(asOperator(deps.pool), { id: "percy", group: "eng / core", reason });
    expect((await readPerson(deps.pool, viewer, "percy")).groups).toEqual([]);
  });
});

describe("the owner of a client", () => {
  it("is a person, changes, and goes", async () => {
    const owner = async () =>
      (await listDirectory(deps.pool, viewer, "clients", { q: "desk" })).items[0]?.owner;
    await add("clients", { client_id: "desk", owner: "percy" });
    expect(await owner()).toEqual({ id: "percy", name: null });
    expect((await readPerson(deps.pool, viewer, "percy")).clients).toEqual(["desk"]);
    await add("clients", { client_id: "desk", owner: "" });
    expect(await owner()).toBeNull();
    await expect(add("clients", { client_id: "desk", owner: "nobody" })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("nobody"),
    });
  });
});

describe("the preview of an import", () => {
  const preview = (kind: DirectoryKind, csv: string) =>
    previewImport(deps.pool, viewer, kind, readCsv(csv));

  it("says by line what is new, changed, unchanged or wrong, and changes nothing", async () => {
    await add("links", { person: "quin", iss: "https://i.example", sub: "q", name: "Quin" });
    const before = await deps.pool.sql`SELECT count(*)::int AS n FROM principal`;
    const found = await preview(
      "links",
      "person,iss,sub,name\nquin,https://i.example,q,Quin\nquin,https://i.example,q,Quinn\n" +
        "rita,https://i.example,r,\nrita,https://i.example,q,\n,https://i.example,s,\n" +
        "sam,https://i.example,r,\n",
    );
    expect(found.counts).toEqual({ unchanged: 1, changed: 1, new: 1, error: 3 });
    expect(found.rows.map(({ line, state }) => [line, state])).toEqual([
      [5, "error"],
      [6, "error"],
      [7, "error"],
      [3, "changed"],
      [4, "new"],
      [2, "unchanged"],
    ]);
    expect(found.rows[0]?.message).toContain("linked to quin");
    expect(found.rows[2]?.message).toContain("linked to rita");
    expect(found.rows[3]?.changes).toEqual([{ field: "name", from: "Quin", to: "Quinn" }]);
    expect(await deps.pool.sql`SELECT count(*)::int AS n FROM principal`).toEqual(before);
  });

  it.each([
    ["services", "iss,sub,name\nhttps://github.example,1001,bot\nhttps://n.example,n,\n"],
    ["actors", "iss,sub\nhttps://n.example,n\n"],
    ["groups", "group,person\neng,percy\n"],
    ["servers", "name,configured_as\nwiki,caller\n"],
    ["gateways", "source,resource\ngw,https://gw.example\nnone,https://gw.example\n"],
    ["tools", "server,name,risk\nwiki,read,read\n"],
    ["clients", "client_id,owner\ndesk,percy\ndesk,nobody\n"],
    [
      "sanctions",
      "ran_as_person,tools,callers,owner,reason,from,until\npercy,tool:a/*,anyone,o,r,2020-01-01T00:00:00Z,2020-02-01T00:00:00Z\n",
    ],
    ["revocations", "iss,sub,at,reason\nhttps://i.example,q,2026-01-01T00:00:00Z,left\n"],
  ] as const)("of %s agrees with what the import then does", async (kind, csv) => {
    const { counts, rows } = await preview(kind, csv);
    const wrong = rows.filter(({ state }) => state === "error").map(({ line }) => line);
    const good = readCsv(csv).filter(({ line }) => !wrong.includes(line));
    for (const { line, cells } of readCsv(csv)) {
      const applied = add(kind, cells);
      if (wrong.includes(line))
        await expect(applied).rejects.toMatchObject({ name: "DomainError" });
      else await applied;
    }
    expect(counts.new + counts.changed + counts.unchanged).toBe(good.length);
    if (kind === "sanctions" || kind === "revocations") return;
    const again = await preview(kind, csv);
    expect(again.counts).toMatchObject({ new: 0, changed: 0, unchanged: good.length });
  });
});

it("a revocation names its person, and the person which principals it ended", async () => {
  const iss = "https://idp.acme.example";
  for (const sub of ["nora", "nora2"])
    await add("links", { person: "nora", name: "Nora", iss, sub });
  const at = "2026-11-01T10:00:00Z";
  await add("revocations", { iss, sub: "nora", at, reason: "left" });
  await add("revocations", { iss, sub: "nora", at: "2026-11-02T10:00:00Z", reason: "again" });
  await add("revocations", { iss, sub: "nobodys", at, reason: "leaked" });
  const { items } = await listDirectory(deps.pool, viewer, "revocations");
  expect(items.find(({ sub, reason: why }) => sub === "nora" && why === "left")).toMatchObject({
    person: { id: "nora", name: "Nora" },
  });
  expect(items.find(({ sub }) => sub === "nobodys")).toMatchObject({ person: null });
  const { principals } = await readPerson(deps.pool, viewer, "nora");
  expect(principals.map(({ sub, revokedAt }) => [sub, revokedAt])).toEqual([
    ["nora", "2026-11-01T10:00:00.000000Z"],
    ["nora2", null],
  ]);
});
