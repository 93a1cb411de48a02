import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
} from "../testing/deployment";
import type { Source } from "../sources/model";
import { addEntry, importDirectory } from "./change-directory";
import { endSanction } from "./end-sanction";
import { directoryCache } from "./directory-cache";

let deps: TestDeployment;
let source: Source;
beforeAll(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
  await deps.directory.current();
});
afterAll(() => deps.close());

/** Waits until the cache has the version; how long that took, ms. */
async function seenAfter(version: number): Promise<number> {
  const from = Date.now();
  while ((await deps.directory.current()).version < version) {
    if (Date.now() - from > 5_000) throw new Error("the version was never seen");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return Date.now() - from;
}

let sent = 0;
/** Verdict and relation of a call made now, as they were stored. */
async function judged(more: Record<string, unknown> = {}, of = source) {
  sent += 1;
  const time = new Date().toISOString();
  const [result] = await send(deps, of, [nativeCall(`call-${sent}`, { time, ...more })]);
  expect(result).toMatchObject({ status: "stored" });
  return read(`call-${sent}`);
}
async function read(id: string) {
  const [row] = await deps.pool.sql<
    { verdict: string; relation: string; evidence: string; judged_at_version: string }[]
  >`SELECT verdict, relation, evidence, judged_at_version FROM call WHERE event_id = ${id}`;
  if (!row) throw new Error("the call was not stored");
  return row;
}

const operator = () => asOperator(deps.pool);
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const link = (person: string, iss: string, sub: string) => ({ person, iss, sub });
const alice = link("alice", "https://idp.acme.example", "00alice");

describe("the directory as calls are judged by", () => {
  it("is seen within about a second, and changes the verdict of later records only", async () => {
    expect(await judged()).toMatchObject({ verdict: "unknown", relation: "unknown" });
    const first = `call-${sent}`;

    const rows = [alice, link("alice", "https://github.example", "1001")];
    const { version } = await importDirectory(operator(), {
      kind: "links",
      via: "csv",
      rows: rows.map((cells, n) => ({ line: n + 2, cells })),
    });
    expect(await seenAfter(version)).toBeLessThan(1_500);
    expect(await judged()).toMatchObject({
      verdict: "match",
      relation: "same_person",
      judged_at_version: String(version),
    });
    expect(await read(first)).toMatchObject({ verdict: "unknown" });

    await addEntry(operator(), "links", link("bob", "https://github.example", "2002"));
    const bot = { evidence: "validated", kind: "user_token", iss: "https://github.example" };
    const asBob = { downstream: { ...bot, sub: "2002" } };
    await seenAfter(version + 1);
    expect(await judged(asBob)).toMatchObject({ verdict: "mismatch", relation: "other_person" });
    const before = `call-${sent}`;

    const sanctioned = await addEntry(operator(), "sanctions", {
      ran_as_iss: "https://github.example",
      ran_as_sub: "2002",
      tools: "tool:github/*",
      callers: "person:alice",
      owner: "person:bob",
      reason: "on call together",
      until: inAnHour(),
    });
    expect(await seenAfter(sanctioned.version)).toBeLessThan(1_500);
    expect(await judged(asBob)).toMatchObject({ verdict: "sanctioned", relation: "other_person" });
    const during = `call-${sent}`;

    const [row] = await deps.pool.sql<{ id: string }[]>`SELECT id FROM sanction`;
    const ended = await endSanction(operator(), { id: row?.id ?? "" });
    expect(await seenAfter(ended.version)).toBeLessThan(1_500);
    expect(await judged(asBob)).toMatchObject({ verdict: "mismatch" });
    expect(await read(before)).toMatchObject({ verdict: "mismatch" });
    expect(await read(during)).toMatchObject({ verdict: "sanctioned" });
  });

  it("holds the ceilings of a source that was made after it was read", async () => {
    await deps.directory.current();
    const humble = await testSource(deps.pool, "humble", "toolhive");
    expect(humble.downstreamCeiling).toBe("observed");
    const { version } = await deps.directory.current();
    await seenAfter(version);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await judged({}, { ...humble, format: "native" })).toMatchObject({
      evidence: "observed",
    });
  });

  it("is read once for many askers, and again only when its version moved", async () => {
    let statements = 0;
    const { sql, db, close } = deps.pool;
    const counting = new Proxy(sql, {
      apply: (target, self, args) => {
        statements += 1;
        return Reflect.apply(target, self, args);
      },
    });
    const cache = directoryCache({ sql: counting, db, close });
    const all = await Promise.all(Array.from({ length: 50 }, () => cache.current()));
    expect(statements).toBe(1);
    expect(new Set(all).size).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await cache.current()).toBe(all[0]);
    expect(statements).toBe(2);
  });
});
