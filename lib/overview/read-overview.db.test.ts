import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ListParams } from "../calls/query";
import { listCalls } from "../calls/query";
import type { CallRow, Identity } from "../calls/view";
import { importDirectory } from "../identity/change-directory";
import { VERDICTS } from "../identity/model";
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
import { behindFanIn, behindPath, behindServer, behindSource, behindVerdict } from "./drill";
import { readOverview } from "./read-overview";
import { type Overview, sumOf } from "./view";

const CALLS = 400;
const NOW = Date.parse("2026-11-25T19:20:30Z");
const ISSUERS = ["https://idp.example", "https://bar.example|x"];
const viewer = viewerWith("viewer");

let deps: TestDeployment;
let all: CallRow[];
beforeAll(async () => {
  deps = await testDeployment();
  await importDirectory(asOperator(deps.pool), {
    kind: "links",
    via: "csv",
    rows: [
      { person: "alice", name: "Alice", iss: ISSUERS[0], sub: "a-1" },
      { person: "alice", iss: ISSUERS[1], sub: "a-2" },
      { person: "bob", iss: ISSUERS[0], sub: "b" },
    ].map((cells, n) => ({ line: n + 2, cells })),
  });
  const records = fc.sample(record, { numRuns: CALLS, seed: 20_261_125 });
  for (const [which, name] of ["edge", "core"].entries()) {
    const source = await testSource(deps.pool, name);
    const own = records.filter((_, n) => n % 2 === which);
    await send(
      deps,
      source,
      own.map((more, n) => nativeCall(`e-${n}`, more)),
    );
  }
  await testSource(deps.pool, "silent");
  await sequencePending(deps.pool.sql);
  all = await listed({});
});
afterAll(() => deps.close());

const one = fc.constantFrom;
const identity = fc.record({ iss: one(...ISSUERS), sub: one("a-1", "a-2", "b", "c", "x y") });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 4 });
const record = fc.record({
  time: fc
    .integer({ min: 0, max: 20 * 24 * 60 })
    .map((minutes) => new Date(NOW - (minutes ** 2 / (20 * 24 * 60)) * 60_000).toISOString()),
  caller: maybe(identity.map((who) => ({ evidence: "validated", ...who }))),
  client: maybe(one({ id: "claude" }, { id: "desk" })),
  server: maybe(one({ name: "github" }, { name: "a*b" }, { name: "100% x" })),
  downstream: maybe(
    fc.tuple(identity, maybe(one("k-1", "k-2"))).map(([who, id]) => ({
      evidence: "validated",
      kind: "user_token",
      ...who,
      ...(id && { credential: { id } }),
    })),
  ),
});

const RANGES = [{ from: "-24h" }, { from: "-7d" }, { from: "-15d" }, {}];

describe.each(RANGES)("the overview of %j", (range) => {
  let found: Overview;
  let calls: CallRow[];
  let earlier: CallRow[];
  beforeAll(async () => {
    found = await readOverview(deps.pool, viewer, range, NOW);
    calls = within(found.range);
    earlier = found.before ? within(found.before) : [];
  });

  it("counts verdicts as a naive recount does, in each step and in all", () => {
    expect(calls.length).toBeGreaterThan(20);
    expect(found.counts).toEqual(byVerdict(calls));
    expect(found.countsBefore).toEqual(found.before && byVerdict(earlier));
    for (const { counts, ...step } of found.timeline)
      expect([step.from, counts]).toEqual([step.from, byVerdict(within(step))]);
    expect(found.timeline.at(-1)?.to).toBe(found.range.to);
  });

  it("ranks servers by their share of unknown", () => {
    const groups = groupBy(calls, ({ server }) => server);
    const expected = [...groups].flatMap(([server, own]) => {
      const unknown = own.filter(({ verdict }) => verdict === "unknown").length;
      return unknown === 0 ? [] : [{ server, declared: false, calls: own.length, unknown }];
    });
    expect(sorted(found.servers)).toEqual(sorted(expected));
    const shares = found.servers.map((server) => server.unknown / server.calls);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  });

  it("finds the credentials and identities behind which two or more callers stand", () => {
    const used = calls.filter(({ ranAs }) => ranAs.credential ?? ranAs.identity);
    const groups = groupBy(
      used,
      ({ ranAs }) => ranAs.credential?.fingerprint ?? keyOf(ranAs.identity),
    );
    const expected = [...groups].flatMap(([key, own]) => {
      const callers = new Set(own.flatMap(({ caller }) => keyOf(caller.identity) ?? []));
      return callers.size < 2 ? [] : [{ key, callers: callers.size, calls: own.length }];
    });
    const shown = found.fanIn.map(({ credential, ranAs, ...rest }) => ({
      key: credential?.fingerprint ?? keyOf(ranAs),
      ...rest,
    }));
    expect(expected.length).toBeGreaterThan(2);
    const best = expected.toSorted((a, b) => b.callers - a.callers || b.calls - a.calls);
    expect(sorted(shown.slice(0, 3))).toEqual(sorted(best.slice(0, 3)));
    expect(shown).toHaveLength(Math.min(8, expected.length));
  });

  it("names the paths that have most calls more of some verdict", () => {
    const now = moreThan(calls, earlier);
    const shown = found.paths.map((path) => now.get(pathKey(path.caller, path.server, path.ranAs)));
    const ranked = [...now.values()].toSorted((a, b) => b - a);
    expect(shown).toEqual(found.before ? ranked.slice(0, 8) : []);
  });

  it("says what each source sent", () => {
    for (const { name, calls: n, newestAt } of found.sources) {
      const own = all.filter(({ source }) => source.name === name);
      expect([name, n]).toEqual([name, calls.filter(({ source }) => source.name === name).length]);
      expect([name, newestAt]).toEqual([name, own[0]?.time ?? null]);
    }
    expect(found.sources.map(({ name }) => name).toSorted()).toEqual(["core", "edge", "silent"]);
  });

  it("opens as many calls behind each number as the number says", async () => {
    const { before } = found;
    const numbers = [
      { q: "", n: sumOf(found.counts) },
      ...VERDICTS.map((verdict) => ({ q: behindVerdict(verdict), n: found.counts[verdict] ?? 0 })),
      ...found.servers.flatMap(({ server, calls: n, unknown }) => [
        { q: behindServer(server), n },
        { q: behindServer(server, "unknown"), n: unknown },
      ]),
      ...found.fanIn.map((shared) => ({ q: behindFanIn(shared), n: shared.calls })),
      ...found.paths.map((path) => ({ q: behindPath(path), n: path.calls })),
      ...found.sources.map(({ name, calls: n }) => ({ q: behindSource(name), n })),
    ].map((number) => ({ ...number, ...found.range }));
    const earlierNumbers = found.paths.map((path) => ({
      q: behindPath(path),
      n: path.callsBefore,
    }));
    if (before)
      numbers.push(...earlierNumbers.map((one) => ({ ...found.range, ...one, ...before })));
    expect(numbers.length).toBeGreaterThan(15);
    for (const { q, n, from, to } of numbers)
      expect([q, (await listed({ q, from, to })).length]).toEqual([q, n]);
  });
});

describe("the overview", () => {
  it("is for those who may see calls", async () => {
    const asking = readOverview(deps.pool, viewerWith("approver"), {});
    await expect(asking).rejects.toMatchObject({ code: "forbidden" });
  });

  it("of a time without calls has none", async () => {
    const empty = await readOverview(deps.pool, viewer, { to: "2020-01-01" }, NOW);
    expect([empty.counts, empty.paths, empty.fanIn, empty.servers]).toEqual([{}, [], [], []]);
  });
});

async function listed(params: ListParams): Promise<CallRow[]> {
  const rows: CallRow[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listCalls(deps.pool, viewer, { ...params, limit: 200, cursor });
    rows.push(...page.items);
    cursor = page.next;
  }
  return rows;
}

function within({ from, to }: { from: string; to: string }): CallRow[] {
  return all.filter(
    ({ time }) => time >= from.replace(".000Z", "") && time < to.replace(".000Z", ""),
  );
}

function byVerdict(calls: readonly CallRow[]): Record<string, number> {
  const groups = groupBy(calls, ({ verdict }) => verdict);
  return Object.fromEntries([...groups].map(([verdict, own]) => [verdict, own.length]));
}

function keyOf(who: Identity | null): string | null {
  if (who === null) return null;
  return who.person ? `person ${who.person.id}` : who.id;
}

function pathKey(caller: Identity | null, server: string | null, ranAs: Identity | null): string {
  return JSON.stringify([keyOf(caller), server, keyOf(ranAs)]);
}

/** Of each path, the calls that some verdict has more now than before, where there are any. */
function moreThan(now: readonly CallRow[], before: readonly CallRow[]): Map<string, number> {
  const key = (call: CallRow) => pathKey(call.caller.identity, call.server, call.ranAs.identity);
  const earlier = groupBy(before, key);
  const more = [...groupBy(now, key)].map(([path, own]) => {
    const was = byVerdict(earlier.get(path) ?? []);
    const counts = Object.entries(byVerdict(own));
    return [path, counts.reduce((sum, [v, n]) => sum + Math.max(0, n - (was[v] ?? 0)), 0)] as const;
  });
  return new Map(more.filter(([, n]) => n > 0));
}

/** Node 20 has no Map.groupBy. */
function groupBy<T, K>(list: readonly T[], keyFor: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of list) groups.set(keyFor(item), [...(groups.get(keyFor(item)) ?? []), item]);
  return groups;
}

function sorted<T>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
