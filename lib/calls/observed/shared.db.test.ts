import { afterAll, beforeAll, expect, test } from "vitest";
import { addEntry } from "../../identity/change-directory";
import type { Source } from "../../sources/model";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../../testing/deployment";
import { settle, whatIsWrong } from "../../testing/settle";
import { builtInViews } from "../../views/built-in";
import { getCall } from "../call-detail";
import { readFacets } from "../facets/read-facets";
import { listCalls } from "../query";

let deps: TestDeployment;
let gw: Source;
const viewer = viewerWith("viewer");
const IDP = "https://idp.acme.example";

beforeAll(async () => {
  deps = await testDeployment();
  gw = await testSource(deps.pool, "gw");
});
afterAll(() => deps.close());

const by = (sub: string) => ({ evidence: "validated", iss: IDP, sub });
const withKey = (id: string) => ({
  evidence: "validated",
  kind: "api_key",
  credential: { id },
});
const minute = (n: number) => new Date(Date.now() - 3_600_000 + n * 60_000).toISOString();

async function run(id: string, more: object, from = gw): Promise<string> {
  await send(deps, from, [nativeCall(id, { time: minute(0), trace: { traceId: id }, ...more })]);
  await settle(deps);
  return id;
}

async function found(id: string) {
  const { items } = await listCalls(deps.pool, viewer, { q: `trace:${id}` });
  const [call] = items;
  if (!call) throw new Error(`no call ${id}`);
  return call;
}
const flagsOf = async (id: string) => (await found(id)).flags;

test("a credential is shared from the second caller on, and that is no reason for alarm", async () => {
  const first = await run("k1", { downstream: withKey("jira-admin") });
  expect(await flagsOf(first)).not.toContain("shared_credential");
  const second = await run("k2", { caller: by("00bob"), downstream: withKey("jira-admin") });
  const third = await run("k3", { downstream: withKey("jira-admin") });
  for (const id of [second, third]) expect(await flagsOf(id)).toContain("shared_credential");
  expect(await flagsOf(first)).not.toContain("shared_credential");
  const { severity, id } = await found(second);
  expect(severity).toBe((await found(first)).severity);
  const { reasons, history } = await getCall(deps, viewer, id);
  expect(reasons).toContainEqual({
    rule: "shared_credential",
    text: "Ran with a credential that 2 callers have used.",
  });
  expect(history).toEqual([]);
  expect(await whatIsWrong(deps)).toEqual([]);
});

test("the built-in view lists them, and the facet counts as many", async () => {
  const q = builtInViews(Date.now(), "utc").find(({ name }) => name === "Shared credentials")?.q;
  const { items } = await listCalls(deps.pool, viewer, { q });
  expect(items.length).toBeGreaterThan(1);
  const context = { pool: deps.pool, actor: { kind: "member", viewer } } as const;
  const [facet] = (await readFacets(context, { q: q ?? "", fields: ["flag"] })).items;
  expect(facet?.values).toContainEqual(
    expect.objectContaining({ value: "shared_credential", count: items.length }),
  );
});

test("an identity stands for a credential that the gateway does not name", async () => {
  const service = { evidence: "validated", kind: "client_credentials", iss: IDP, sub: "svc" };
  await run("s1", { downstream: { ...service, token: { clientId: "svc" } } });
  const id = await run("s2", {
    caller: by("00bob"),
    downstream: { ...service, token: { clientId: "svc" } },
  });
  expect(await flagsOf(id)).toContain("shared_credential");
});

test("two accounts of one person are one caller, and a person's own credential is none of these", async () => {
  const admin = asOperator(deps.pool);
  for (const sub of ["00carol", "carol2"])
    await addEntry(admin, "links", { person: "carol", iss: IDP, sub });
  await run("c1", { caller: by("00carol"), downstream: withKey("carols") });
  const own = await run("c2", { caller: by("carol2"), downstream: withKey("carols") });
  expect(await flagsOf(own)).not.toContain("shared_credential");

  await addEntry(admin, "links", { person: "dan", iss: "https://github.example", sub: "1001" });
  const dans = { ...withKey("pat"), iss: "https://github.example", sub: "1001" };
  await run("d1", { downstream: dans });
  const other = await run("d2", { caller: by("00bob"), downstream: dans });
  expect(await flagsOf(other)).not.toContain("shared_credential");
});

test("a session with two callers is flagged high: what comes, and what came before", async () => {
  const session = { id: "s-taken" };
  await deps.pool.sql`DELETE FROM source_notice`;
  const first = await run("t1", { session });
  expect(await flagsOf(first)).not.toContain("session_shared");
  const second = await run("t2", { session, caller: by("00bob"), time: minute(1) });
  const third = await run("t3", { session, time: minute(2) });
  for (const id of [first, second, third])
    expect(await found(id)).toMatchObject({
      severity: "high",
      flags: expect.arrayContaining(["session_shared"]),
    });
  const before = await getCall(deps, viewer, (await found(first)).id);
  expect(before.history).toHaveLength(1);
  expect(before.reasons).toContainEqual({
    rule: "session_shared",
    text: "Its session was used by 2 callers.",
  });
  const [notice] = await deps.pool.sql`SELECT critical, high FROM source_notice`;
  expect(notice).toMatchObject({ critical: "0", high: "3" });
  expect(await whatIsWrong(deps)).toEqual([]);
});

test("a session with two clients is flagged, and one that comes late from in between too", async () => {
  const session = { id: "s-clients" };
  await run("u1", { session, client: { id: "one" } });
  await run("u2", { session, client: { id: "one", name: "One" }, time: minute(4) });
  const late = await run("u3", { session, client: { id: "two" }, time: minute(2) });
  for (const id of ["u1", "u2", late]) expect(await flagsOf(id)).toContain("session_shared");
});

test("one client that is named in two ways, one person and other sources' sessions share nothing", async () => {
  const session = { id: "s-own" };
  await run("v1", { session, caller: by("00carol"), client: { id: "one" } });
  const second = await run("v2", {
    session,
    caller: by("carol2"),
    client: { id: "one", name: "1" },
  });
  const nobody = await run("v3", { session, caller: { evidence: "absent" } });
  const other = await testSource(deps.pool, "other");
  const elsewhere = await run("v4", { session, caller: by("00bob") }, other);
  for (const id of ["v1", second, nobody, elsewhere])
    expect(await flagsOf(id)).not.toContain("session_shared");
});

test("within one batch, and sequenced together, a session is flagged once", async () => {
  const session = { id: "s-batch" };
  const calls = ["00alice", "00bob", "00alice"].map((sub, n) =>
    nativeCall(`w${n}`, { session, caller: by(sub), time: minute(n), trace: { traceId: `w${n}` } }),
  );
  await send(deps, gw, calls);
  await settle(deps);
  for (const n of [0, 1, 2]) {
    expect(await flagsOf(`w${n}`)).toContain("session_shared");
    const { history } = await getCall(deps, viewer, (await found(`w${n}`)).id);
    expect(history).toHaveLength(1);
  }
});
