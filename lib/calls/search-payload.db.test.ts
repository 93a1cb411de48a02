import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { TestMember } from "../testing/api";
import { type TestApi, testApi } from "../testing/api";
import { asOperator, nativeCall, send, testSource } from "../testing/deployment";
import { readCalls } from "./query";

const QUERIES = ["args.repo:acme/*", "caller:x OR -result.n>5", "has:args.repo", "ip:10.0.0.0/8"];
let api: TestApi;
let viewer: TestMember;
let auditor: TestMember;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.member("viewer", "admin", "owner");
  auditor = await api.member("auditor");
  const source = await testSource(api.deployment.pool, "edge");
  const network = { clientIp: "10.1.2.3" };
  await send(
    api.deployment,
    source,
    Array.from({ length: 5 }, (_, n) => nativeCall(`e-${n}`, { network })),
  );
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

async function search(member: TestMember, params: Record<string, string>) {
  const path = `/api/v1/calls?${new URLSearchParams(params)}`;
  const response = await api.request("GET", path, member);
  return { status: response.status, body: await response.json() };
}

async function recorded(): Promise<{ actor: string; details: unknown }[]> {
  const rows = await api.deployment.pool.sql<{ actor: string; details: string }[]>`
    SELECT actor, details::text FROM admin_log WHERE action = 'payload.searched' ORDER BY id`;
  return rows.map(({ actor, details }) => ({ actor, details: JSON.parse(details) }));
}

it.each(QUERIES)(
  "%s is refused without payload:read, at its place, and nothing is read",
  async (q) => {
    const { status, body } = await search(viewer, { q });
    const [from, to] = q.startsWith("caller") ? [12, 23] : [0, q.length];
    expect([status, body.code]).toEqual([403, "forbidden"]);
    expect(body.errors).toEqual([
      { path: "q", message: expect.stringContaining(`payload:read (characters ${from} to ${to})`) },
    ]);
    expect(await recorded()).toEqual([]);
  },
);

it("whether there are arguments is no secret, and is not recorded", async () => {
  expect((await search(viewer, { q: "has:args -has:result" })).body.items).toHaveLength(5);
  expect(await recorded()).toEqual([]);
});

it("is recorded once, whatever its pages, and again for another query, range or member", async () => {
  const q = "args.repo:acme/*  ip:10.0.0.0/8";
  const details = { q: "args.repo:acme/* ip:10.0.0.0/8", from: null, to: null };
  const first = await search(auditor, { q, limit: "2" });
  expect(first.body.items).toHaveLength(2);
  expect(await recorded()).toEqual([{ actor: `member:${auditor.email}`, details }]);
  const second = await search(auditor, { q, limit: "2", cursor: first.body.next });
  expect(second.body.items).toHaveLength(2);
  expect(await recorded()).toHaveLength(1);
  await search(auditor, { q, from: "2026-11-01" });
  await search(auditor, { q: `${q} caller:x`, cursor: first.body.next });
  expect((await recorded()).map((one) => one.details)).toEqual([
    details,
    { ...details, from: "2026-11-01" },
    { ...details, q: `${details.q} caller:x` },
  ]);
  const { items } = await readCalls(asOperator(api.deployment.pool), { q });
  expect(items).toHaveLength(5);
  expect((await recorded()).at(-1)).toEqual({ actor: "operator:test", details });
});

it("POST /query/parse says what a query means, what it needs, or where it is wrong", async () => {
  const parse = async (member: TestMember, q: string) => {
    const response = await api.request("POST", "/api/v1/query/parse", { ...member, json: { q } });
    expect(response.status).toBe(200);
    return response.json();
  };
  const q = " is:mismatch  args.n>5";
  const term = { field: "args", path: ["n"], kind: "compare", op: ">", value: "5", negated: false };
  expect(await parse(viewer, q)).toEqual({
    query: {
      terms: [expect.objectContaining({ field: "verdict" }), { ...term, at: { from: 14, to: 22 } }],
    },
    text: "verdict:mismatch args.n>5",
    words: "verdict is mismatch, and argument n is more than 5",
    errors: [],
    needs: [{ permission: "payload:read", held: false, term: "args.n>5", from: 14, to: 22 }],
  });
  expect((await parse(auditor, q)).needs).toMatchObject([{ held: true }]);
  expect(await parse(viewer, "colour:red")).toMatchObject({
    query: null,
    text: null,
    errors: [{ message: expect.stringContaining("Unknown field colour"), from: 0, to: 6 }],
  });
});
