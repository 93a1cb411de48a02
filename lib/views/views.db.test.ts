import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, type TestMember, testApi } from "../testing/api";
import { parseQuery } from "../calls/query-language/parse";
import { builtInViews } from "./built-in";
import { viewAddressSchema } from "./model";

let api: TestApi;
let alice: TestMember;
let bob: TestMember;
beforeAll(async () => {
  api = await testApi();
  alice = await api.member("investigator");
  bob = await api.member("viewer");
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());

const view = { name: "Night shift", q: "is:mismatch", from: "-8h", to: "", shared: false };
const ask = (method: string, path: string, who: TestMember, json?: object) =>
  api.request(method, `/api/v1/views${path}`, { cookie: who.cookie, ...(json && { json }) });
const keep = async (who: TestMember, change: object = {}) => {
  const answer = await ask("POST", "", who, { ...view, ...change });
  expect(answer.status).toBe(200);
  const { id }: { id: string } = await answer.json();
  return id;
};
const seenBy = async (who: TestMember) => {
  const { items }: { items: { id: string; name: string; mine: boolean }[] } = await (
    await ask("GET", "", who)
  ).json();
  return new Map(items.map((one) => [one.id, one]));
};

describe("a kept view", () => {
  it("is its owner's alone until it is shared, and then nobody else's to change", async () => {
    const id = await keep(alice, { name: "own" });
    expect((await seenBy(alice)).get(id)).toMatchObject({ name: "own", mine: true });
    expect((await seenBy(bob)).has(id)).toBe(false);
    expect((await ask("PUT", `/${id}`, alice, { ...view, name: "own", shared: true })).status).toBe(
      204,
    );
    expect((await seenBy(bob)).get(id)).toMatchObject({ name: "own", mine: false });
    expect((await ask("PUT", `/${id}`, bob, { ...view, name: "taken over" })).status).toBe(404);
    expect((await ask("DELETE", `/${id}`, bob)).status).toBe(404);
    expect((await ask("DELETE", `/${id}`, alice)).status).toBe(204);
    expect((await seenBy(bob)).has(id)).toBe(false);
  });

  it("is shared only with the permission", async () => {
    expect((await ask("POST", "", bob, { ...view, shared: true })).status).toBe(403);
    const id = await keep(bob, { name: "bob's" });
    const change = await ask("PUT", `/${id}`, bob, { ...view, name: "bob's", shared: true });
    expect(change.status).toBe(403);
    expect((await seenBy(alice)).has(id)).toBe(false);
  });

  it("has a name of its own among its member's, in any case; others may use the same", async () => {
    const id = await keep(alice, { name: "Nights" });
    const other = await keep(alice, { name: "Days" });
    expect((await ask("POST", "", alice, { ...view, name: "NIGHTS" })).status).toBe(409);
    expect((await ask("PUT", `/${other}`, alice, { ...view, name: "nights" })).status).toBe(409);
    expect((await ask("PUT", `/${id}`, alice, { ...view, name: "nights" })).status).toBe(204);
    await keep(bob, { name: "nights" });
  });

  it("keeps a query that nobody can read any more: the page says what is wrong with it", async () => {
    const id = await keep(alice, { name: "old", q: "removedfield:x" });
    expect((await seenBy(alice)).get(id)).toMatchObject({ q: "removedfield:x" });
  });

  it.each([
    { name: " " },
    { from: "yesterday" },
    { to: "1" },
    { q: "x".repeat(4_001) },
    { cols: "x".repeat(1_001) },
  ])("is refused with %j", async (wrong) => {
    expect((await ask("POST", "", alice, { ...view, name: "wrong", ...wrong })).status).toBe(400);
  });

  it("keeps its columns as they were written, also those that are gone, and none for most", async () => {
    const cols = "time,pair,tool:220,mood";
    const id = await keep(alice, { name: "columns", cols });
    expect((await seenBy(alice)).get(id)).toMatchObject({ cols });
    expect((await ask("PUT", `/${id}`, alice, { ...view, name: "columns" })).status).toBe(204);
    expect((await seenBy(alice)).get(id)).toMatchObject({ cols: "" });
  });

  it("leaves a record of every change", async () => {
    const id = await keep(alice, { name: "recorded" });
    await ask("DELETE", `/${id}`, alice);
    const rows = await api.deployment.pool.sql<{ action: string }[]>`
      SELECT action FROM admin_log WHERE subject = ${id} ORDER BY id`;
    expect(rows.map(({ action }) => action)).toEqual(["view.created", "view.removed"]);
  });
});

describe("a built-in view", () => {
  const builtIn = builtInViews(Date.parse("2026-11-20T10:00:00Z"), "utc");

  it.each(builtIn.map((one) => [one.name, one] as const))("%s can be read", (_, one) => {
    expect(parseQuery(one.q).ok).toBe(true);
    expect(viewAddressSchema.safeParse(one).success).toBe(true);
  });

  it("of today begins at midnight", () => {
    const today = builtIn.find(({ name }) => name === "Destructive today");
    expect(today).toMatchObject({ q: "is:destructive", from: "2026-11-20T00:00:00.000Z", to: "" });
  });
});
