import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importDirectory } from "../../identity/change-directory";
import { directoryKindSchema } from "../../identity/directory-rows";
import { sequencePending } from "../../ledger/sequence";
import { arbitraryQuery } from "../../testing/arbitrary-query";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../../testing/deployment";
import { arbitraryRecord, asNative, DIRECTORY_ROWS, PATHS, WORDS } from "../../testing/query-world";
import { excludeValue } from "../filters";
import { lowerQuery } from "../lower-query";
import { FIELD_NAMES } from "../query-language/fields";
import type { Query } from "../query-language/model";
import { parseQuery } from "../query-language/parse";
import { printQuery } from "../query-language/print";
import { only, withoutWanted } from "./facet-edit";
import { joinedFacets, joinedHistograms } from "./join-counts";
import { type Facet, FACET_FIELDS, type FacetField, type Histogram } from "./model";
import { readFacets } from "./read-facets";
import { type HistogramParams, readHistogram } from "./read-histogram";
import { isKept, isServable, smallestCounts } from "./servable";

const CALLS = 500;
const viewer = viewerWith("auditor");
let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
  for (const [kind, rows] of Object.entries(DIRECTORY_ROWS)) {
    await importDirectory(asOperator(deps.pool), {
      kind: directoryKindSchema.parse(kind),
      via: "csv",
      rows: rows.map((cells, n) => ({ line: n + 2, cells })),
    });
  }
  const records = fc
    .sample(arbitraryRecord, { numRuns: CALLS, seed: 20_261_126 })
    .map((record, n) => asNative(`e-${n}`, record));
  for (const [which, name] of ["edge", "e_ge"].entries()) {
    const source = await testSource(deps.pool, name);
    await send(
      deps,
      source,
      records.filter((_, n) => n % 2 === which),
    );
  }
  while ((await sequencePending(deps.pool.sql)) > 0);
}, 120_000);
afterAll(() => deps.close());

const context = () => ({ pool: deps.pool, actor: { kind: "member", viewer } }) as const;

const words = { ...WORDS, session: ["s-1", "s_2", "s*"] };

/** What is asked of one facet or histogram; ends that are no whole hours, and open ones. */
const asked = fc.record({
  query: fc.oneof(
    arbitraryQuery(
      words,
      PATHS,
      FIELD_NAMES.filter((name) => name === "risk" || isCounted(name)),
    ),
    arbitraryQuery(words, PATHS),
  ),
  range: fc.tuple(fc.option(fc.nat(9 * 86_400)), fc.option(fc.nat(9 * 86_400))).map(([a, b]) => {
    const at = (second: number) => new Date(Date.UTC(2026, 10, 12) + second * 1000).toISOString();
    const [from, to] = a !== null && b !== null && a > b ? [b, a] : [a, b];
    return { from: from === null ? undefined : at(from), to: to === null ? undefined : at(to) };
  }),
  field: fc.constantFrom(...FACET_FIELDS),
});
type Asked = typeof asked extends fc.Arbitrary<infer One> ? One : never;

function isCounted(name: string): boolean {
  return FACET_FIELDS.some((field) => field === name && isKept(field));
}

/** The calls that a query finds, read from the calls themselves. */
async function found(query: Query, { from, to }: Asked["range"]) {
  const { sql } = deps.pool;
  const lowered = await lowerQuery({ sql, from, to }, query);
  const where = lowered.reduce((all, one) => sql`${all} AND ${one.where}`, sql`true`);
  return sql<{ at: number; verdict: string }[]>`
    SELECT extract(epoch FROM occurred_at)::float8 * 1000 AS at, verdict FROM call c
    WHERE ${where} AND c.occurred_at >= ${from ?? "-infinity"}::timestamptz
      AND c.occurred_at < ${to ?? "infinity"}::timestamptz`;
}

function parsed(text: string | null): Query {
  const result = parseQuery(text ?? '"');
  if (!result.ok) throw new Error(`${result.error.message} in ${text}`);
  return result.query;
}

/** Asked until nothing is left: on a slow machine a count over the calls answers in parts. */
async function whole<T extends { searchedTo: string | null }>(
  ask: (before?: string) => Promise<T>,
  join: (newer: T, older: T) => T,
): Promise<T> {
  let sofar = await ask();
  while (sofar.searchedTo !== null) sofar = join(sofar, await ask(sofar.searchedTo));
  return sofar;
}

const facet = (q: string, field: FacetField, more: object = {}) =>
  whole<Facet>(async (before) => {
    const params = { q, fields: [field], limit: 500, before, ...more };
    const [item] = (await readFacets(context(), params)).items;
    if (!item) throw new Error("no facet");
    return item;
  }, joinedFacets);

const histogram = (params: HistogramParams) =>
  whole<Histogram>((before) => readHistogram(context(), { ...params, before }), joinedHistograms);

describe("the count of a value", () => {
  it("is how many calls the query with it finds, from rollups as from the calls", async () => {
    const seen = { rollup: 0, calls: 0, values: 0 };
    const from = { verdict: 0, all: 0, one: 0 };
    await fc.assert(
      fc.asyncProperty(asked, async ({ query, range, field }) => {
        const q = printQuery(query);
        const counted = await facet(q, field, range);
        const base = withoutWanted(parsed(q), field);
        expect(counted.basis).toBe(isKept(field) && isServable(base) ? "rollup" : "calls");
        expect(counted).toMatchObject({ searchedTo: null, more: false, exact: true });
        expect(counted.total).toBe((await found(base, range)).length);
        for (const { value, count } of counted.values) {
          const calls = await found(parsed(only(q, field, value)), range);
          expect([q, field, value, count]).toEqual([q, field, value, calls.length]);
        }
        const sum = counted.values.reduce((all, { count }) => all + count, 0);
        if (field !== "flag") expect([q, sum]).toEqual([q, counted.total]);
        seen[counted.basis]++;
        seen.values += counted.values.length;
        const smallest = smallestCounts(base, field);
        if (counted.basis === "rollup")
          from[smallest === "all" || smallest === "verdict" ? smallest : "one"] += 1;
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.rollup, seen.calls)).toBeGreaterThan(10);
    expect(seen.values).toBeGreaterThan(100);
    expect(Math.min(from.verdict, from.all, from.one)).toBeGreaterThan(2);
  }, 480_000);

  it("stays visible beside what the query wants of the field, and not beside what it excludes", async () => {
    const all = await facet("", "server");
    expect((await facet("server:github", "server")).values).toEqual(all.values);
    expect((await facet("-has:server", "server")).values).toEqual(all.values);
    const without = await facet(excludeValue("", "server", "github") ?? "", "server");
    expect(without.values).toEqual(all.values.filter(({ value }) => value !== "github"));
    expect((await facet("has:server", "server")).values.some(({ value }) => value === null)).toBe(
      false,
    );
  });

  it("can be asked for by a part of its name, most calls first", async () => {
    const { values, total } = await facet("", "tool", { contains: "CREATE", limit: 3 });
    expect(values.map(({ label }) => label).every((label) => /create/.test(label))).toBe(true);
    expect(values.map(({ count }) => count)).toEqual(
      values.map(({ count }) => count).toSorted((a, b) => b - a),
    );
    expect(total).toBe(CALLS);
    expect(await facet("", "tool", { limit: 3 })).toMatchObject({ more: true });
  });
});

describe("the histogram", () => {
  it("holds each call that matches in its bucket, from rollups as from the calls", async () => {
    const seen = { rollup: 0, calls: 0 };
    await fc.assert(
      fc.asyncProperty(asked, fc.constantFrom(7, 60, 200), async (one, buckets) => {
        const q = printQuery(one.query);
        const counted = await histogram({ q, ...one.range, buckets });
        const expected: Record<string, number> = {};
        for (const { at, verdict } of await found(parsed(q), one.range)) {
          const bucket = counted.buckets.findLast(({ from }) => Date.parse(from) <= at);
          expected[`${bucket?.from} ${verdict}`] =
            (expected[`${bucket?.from} ${verdict}`] ?? 0) + 1;
        }
        const given = counted.buckets.flatMap(({ from, counts }) =>
          Object.entries(counts).map(([verdict, n]) => [`${from} ${verdict}`, n] as const),
        );
        expect([q, Object.fromEntries(given)]).toEqual([q, expected]);
        expect(counted.buckets.length).toBeLessThanOrEqual(buckets + 1);
        expect(counted.total).toBe(given.reduce((all, [, n]) => all + n, 0));
        seen[counted.basis]++;
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.rollup, seen.calls)).toBeGreaterThan(10);
  }, 480_000);
});

describe("a count over the calls", () => {
  it("goes on where it stopped, and the parts are together the whole", async () => {
    const q = "args.repo:acme*";
    const all = await facet(q, "caller");
    const before = "2026-11-16T10:20:30.5Z";
    const newer = await facet(q, "caller", { from: before });
    const older = await facet(q, "caller", { before });
    expect(newer.total + older.total).toBe(all.total);
    expect(older.total).toBeGreaterThan(0);
  });

  it("needs the permission of its query, and is recorded once for rows, facets and histogram", async () => {
    const other = {
      pool: deps.pool,
      actor: { kind: "member", viewer: viewerWith("viewer") },
    } as const;
    const q = "args.repo:secret";
    await expect(readFacets(other, { q, fields: ["server"] })).rejects.toThrow("payload:read");
    await expect(readHistogram(other, { q })).rejects.toThrow("payload:read");
    await readFacets(context(), { q, fields: ["server", "tool"] });
    await readHistogram(context(), { q });
    const logged = await deps.pool.sql`
      SELECT FROM admin_log WHERE action = 'payload.searched' AND details ->> 'q' = ${q}`;
    expect(logged).toHaveLength(1);
  });
});

it("counts nothing of which retention has removed the calls", async () => {
  const source = await testSource(deps.pool, "old");
  await send(deps, source, [nativeCall("old", { time: "2026-01-05T10:00:00Z" })]);
  while ((await sequencePending(deps.pool.sql)) > 0);
  expect((await facet("source:old", "server")).total).toBe(1);
  await deps.pool.sql`DROP TABLE call_20260105`;
  expect((await facet("source:old", "server")).total).toBe(0);
  expect((await histogram({ q: "source:old" })).total).toBe(0);
});
