import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { importDirectory } from "../identity/change-directory";
import { directoryKindSchema } from "../identity/directory-rows";
import { sha256Hex } from "../ledger/leaf";
import { sequencePending } from "../ledger/sequence";
import { arbitraryQuery, type Vocabulary } from "../testing/arbitrary-query";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { holds, type KnownCall } from "../testing/naive-query";
import {
  arbitraryRecord,
  asNative,
  DIRECTORY,
  DIRECTORY_ROWS,
  PATHS,
  type RandomRecord,
  sentOf,
  WORDS,
} from "../testing/query-world";
import { lowerQuery } from "./lower-query";
import { decodeCallId } from "./public-id";
import { listCalls } from "./query";
import { FIELD_NAMES, FIELDS } from "./query-language/fields";
import type { Query } from "./query-language/model";
import { parseQuery, QUERY_LENGTH_LIMIT } from "./query-language/parse";
import { printQuery } from "./query-language/print";

/** Both are set for the proof that docs/query-language.md quotes. */
const numRuns = z.coerce.number().default(500).parse(process.env["QUERY_RUNS"]);
const CALLS = z.coerce.number().default(600).parse(process.env["QUERY_CALLS"]);
const viewer = viewerWith("auditor");
/** When the random calls were made, in two weeks and so two partitions. */
const [FROM, TO] = ["2026-11-12T00:00:00Z", "2026-11-21T00:00:00Z"];

let deps: TestDeployment;
let calls: KnownCall[] = [];
let words: Vocabulary;
beforeAll(async () => {
  deps = await testDeployment();
  for (const [kind, rows] of Object.entries(DIRECTORY_ROWS)) {
    await importDirectory(asOperator(deps.pool), {
      kind: directoryKindSchema.parse(kind),
      via: "csv",
      rows: rows.map((cells, n) => ({ line: n + 2, cells })),
    });
  }
  const records = fc.sample(arbitraryRecord, { numRuns: CALLS, seed: 20_261_121 });
  const sources = [await testSource(deps.pool, "edge"), await testSource(deps.pool, "e_ge")];
  const natives = records.map((record, n) => asNative(`e-${n}`, record));
  // The last ones come after the worker was there: they have no place in the sequence yet.
  const sequenced = Math.floor(CALLS * 0.8);
  for (const [which, source] of sources.entries()) {
    await send(
      deps,
      source,
      natives.filter((_, n) => n % 2 === which && n < sequenced),
    );
  }
  while ((await sequencePending(deps.pool.sql)) > 0);
  for (const [which, source] of sources.entries()) {
    await send(
      deps,
      source,
      natives.filter((_, n) => n % 2 === which && n >= sequenced),
    );
  }
  calls = await everyCall(records);
  const ids = calls.slice(0, 40).map(({ row }) => row.id);
  const sessions = calls.flatMap(({ row, sent }) =>
    [row.session ?? [], sent.sessionId ?? []].flat(),
  );
  words = {
    ...WORDS,
    id: [...ids, `call_${"A".repeat(24)}`],
    index: ["0", "7", String(CALLS >> 1), String(CALLS), "999999999999999"],
    session: [...new Set(sessions), sha256Hex("none")],
  };
}, 300_000);
afterAll(() => deps.close());

async function everyCall(records: readonly RandomRecord[]): Promise<KnownCall[]> {
  const known: KnownCall[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listCalls(deps.pool, viewer, { limit: 200, cursor });
    for (const row of page.items) {
      const record = records[Number(decodeCallId(row.id)?.eventId.slice("e-".length))];
      if (record) known.push({ row, sent: sentOf(record) });
    }
    cursor = page.next;
  }
  return known;
}

describe("a query", () => {
  it("finds what a naive reading of it finds among all calls", async () => {
    expect(calls).toHaveLength(CALLS);
    const found = { some: 0, none: 0, all: 0 };
    const fieldsSeen = new Set<string>();
    const check = async (tree: Query) => {
      const text = printQuery(tree);
      expect(text.length).toBeLessThanOrEqual(QUERY_LENGTH_LIMIT);
      const query = parsed(text);
      const expected = calls
        .filter((call) => query.terms.every((term) => holds(term, call, DIRECTORY)))
        .map(({ row }) => decodeCallId(row.id)?.eventId ?? "");
      expect(await keysOf(query)).toBe(expected.toSorted().join(" "));
      found[expected.length === 0 ? "none" : expected.length === CALLS ? "all" : "some"]++;
      for (const [, field = ""] of text.matchAll(/([a-z_.]+)[:<>]/g)) fieldsSeen.add(field);
    };
    const some = fc.array(arbitraryQuery(words, PATHS), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(some, (trees) => Promise.all(trees.map(check)).then(() => undefined)),
      { numRuns: numRuns / 5 },
    );
    expect(found.some + found.none + found.all).toBe(numRuns);
    // So that the comparison means something.
    expect(found.some).toBeGreaterThan(numRuns / 5);
    expect(FIELD_NAMES.filter((name) => !fieldsSeen.has(name) && !FIELDS[name].payload)).toEqual(
      [],
    );
  }, 36_000_000);

  it("is answered in pages with the same calls, newest first", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryQuery(words, PATHS),
        fc.constantFrom(7, 50),
        async (tree, limit) => {
          const ids: string[] = [];
          for (let cursor: string | null | undefined; cursor !== null;) {
            const q = printQuery(tree);
            const page = await listCalls(deps.pool, viewer, { q, limit, cursor });
            ids.push(...page.items.map(({ id }) => id));
            cursor = page.next;
          }
          const expected = calls.filter((call) =>
            tree.terms.every((term) => holds(term, call, DIRECTORY)),
          );
          expect(ids).toEqual(expected.map(({ row }) => row.id));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("of every field has calls on both sides", async () => {
    const sides = `
      verdict:mismatch | relation:same_person | severity:none | severity>=medium |
      outcome:unknown | decision:ask | type:resource.read | flag:subject_unlinked |
      caller:alice.p | ranas:a* | server:"100%" | tool:github/* |
      caller:* | has:ranas | has:credential | credential:cred_1 | source:e_ge | client:c_l |
      person:alice.p | group:eng | risk:destructive | risk>read | evidence:absent |
      caller.evidence:validated | kind:api_key | decision_id:d-1 | policy:4* |
      approval:apr_1 | session:s-1 | trace:4bf92f | has:index | index<100 | duration>2s |
      duration:[1s TO 2s} | time:2026-11-14 | time>2026-11-15 | ip:10.0.0.0/8 |
      ip:2001:db8::/32 | has:ip | args.repo:acme/* | args.amount>100 | has:args."a key" |
      result.items.1:* | has:result | alice | timeout | is:approved`.split("|");
    for (const side of sides) {
      const q = side.trim();
      const [yes, no] = [await keysOf(parsed(q)), await keysOf(parsed(`-(${q})`))];
      expect([q, yes === "", no === ""]).toEqual([q, false, false]);
      expect([q, yes.split(" ").length + no.split(" ").length]).toEqual([q, CALLS]);
    }
  });

  it("keeps an impostor's chosen subject and name out of the exact forms", async () => {
    const evil = { evidence: "validated", iss: "https://evil.example" };
    const source = await testSource(deps.pool, "impostors");
    const asSlug = { ...evil, sub: "alice.p", name: "Alice Archer" };
    const asForm = { ...evil, sub: "person:alice.p" };
    const asPair = { ...evil, sub: "https://idp.example|alice" };
    await send(deps, source, [
      nativeCall("slug", { caller: asSlug }),
      nativeCall("form", { caller: asForm }),
      nativeCall("pair", { caller: asPair }),
    ]);
    const ids = async (q: string) =>
      (await listCalls(deps.pool, viewer, { q: `source:impostors ${q}`, limit: 200 })).items;
    for (const value of ["alice.p", "person:alice.p", "https://idp.example|alice"]) {
      expect(await ids(`caller:${value}`)).toEqual([]);
      expect(await ids(`-caller:${value}`)).toHaveLength(3);
    }
    expect(await ids("person:alice.p")).toEqual([]);
    expect(await ids(`caller:"Alice Archer"`)).toHaveLength(1);
  });

  it("does not take the signs of LIKE for patterns", async () => {
    const names = async (q: string) => {
      const page = await listCalls(deps.pool, viewer, { q, limit: 200 });
      return new Set(page.items.map(({ caller }) => caller.identity?.principal?.sub));
    };
    expect(await names("caller:a%c")).toEqual(new Set(["a%c"]));
    expect(await names("caller:a_c")).toEqual(new Set(["a_c"]));
    expect(await names(String.raw`caller:"a\\c"`)).toEqual(new Set([String.raw`a\c`]));
    expect(await names('caller:"x*y"')).toEqual(new Set(["x*y"]));
    expect(await names(String.raw`caller:x\*y`)).toEqual(new Set(["x*y"]));
    expect(await names("caller:x*y")).toEqual(new Set(["x*y", "xzy"]));
  });
});

function parsed(text: string): Query {
  const result = parseQuery(text);
  if (!result.ok) throw new Error(`${result.error.message} in ${text}`);
  return result.query;
}

/** The events that fit, sorted, as one text. */
async function keysOf(query: Query): Promise<string> {
  const { sql } = deps.pool;
  const lowered = await lowerQuery({ sql, from: FROM, to: TO }, query);
  const where = [
    sql`c.event_id LIKE 'e-%' AND c.occurred_at >= ${FROM} AND c.occurred_at < ${TO}`,
    ...lowered.map((one) => sql`AND ${one.where}`),
  ];
  const [row] = await sql<{ keys: string }[]>`
    SELECT coalesce(string_agg(event_id, ' ' ORDER BY event_id COLLATE "C"), '') AS keys
    FROM call c WHERE ${where}`;
  return row?.keys ?? "";
}
