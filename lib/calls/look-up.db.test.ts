import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { importDirectory } from "../identity/change-directory";
import { directoryKindSchema } from "../identity/directory-rows";
import { parseInstant } from "../identity/instant";
import { sequencePending } from "../ledger/sequence";
import { arbitraryQuery } from "../testing/arbitrary-query";
import {
  asOperator,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { arbitraryRecord, asNative, DIRECTORY_ROWS, PATHS, WORDS } from "../testing/query-world";
import { bestLookUps } from "./look-up";
import { lowerQuery } from "./lower-query";
import { encodeCallId } from "./public-id";
import { listCalls } from "./query";
import { parseQuery } from "./query-language/parse";
import { printQuery } from "./query-language/print";

const CALLS = 400;
const viewer = viewerWith("auditor");
/** So few that most calls share theirs, also with the last of a page. */
const TIMES = Array.from({ length: 25 }, (_, n) => {
  const at = new Date(Date.UTC(2026, 10, 12) + n * n * 1_201_000).toISOString();
  return `${at.slice(0, 19)}.00000${n % 2}Z`;
});
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
    .sample(arbitraryRecord, { numRuns: CALLS, seed: 20_261_127 })
    .map((record, n) => asNative(`e-${n}`, { ...record, time: TIMES[n % TIMES.length] ?? "" }));
  for (const [which, name] of ["one", "two"].entries()) {
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

/** Every call that fits, newest first, and how it is looked up. */
async function fitting(q: string) {
  const { sql } = deps.pool;
  const parsed = parseQuery(q);
  if (!parsed.ok) throw new Error(`${parsed.error.message} in ${q}`);
  const lowered = await lowerQuery({ sql }, parsed.query);
  const where = lowered.reduce((all, one) => sql`${all} AND ${one.where}`, sql`true`);
  const rows = await sql<{ at: string; source_id: number; event_id: string }[]>`
    SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
           source_id, event_id FROM call c
    WHERE ${where} ORDER BY occurred_at DESC, source_id DESC, event_id DESC`;
  const ids = rows.map(({ at, source_id, event_id }) =>
    encodeCallId({ at: parseInstant(at), sourceId: source_id, eventId: event_id }),
  );
  const lookUps = bestLookUps(lowered);
  const values = lookUps?.each.flatMap((one) => one.values) ?? [];
  return { ids, exact: values.length > 1 && lookUps?.exact === true };
}

/** Terms of which each finds calls by look-ups. */
const EITHER = [
  "person:alice.p",
  "person:b_b",
  "group:on-call",
  "caller:a*",
  "ranas:*b*",
  "server:git*",
  "tool:(create* OR delete*)",
  "is:(unknown OR unattributed)",
  "is:mismatch",
];
const asked = fc.record({
  q: fc.oneof(
    fc.shuffledSubarray(EITHER, { minLength: 1, maxLength: 3 }).map((terms) => terms.join(" OR ")),
    arbitraryQuery(WORDS, PATHS, ["caller", "ranas", "person", "group", "server", "tool"]).map(
      printQuery,
    ),
  ),
  limit: fc.integer({ min: 1, max: 40 }),
});

it("a look-up of several values gives the pages of the query, also among calls of one instant", async () => {
  let exact = 0;
  await fc.assert(
    fc.asyncProperty(asked, async ({ q, limit }) => {
      const all = await fitting(q);
      if (all.exact && all.ids.length > limit) exact += 1;
      const page = (cursor?: string) => listCalls(deps.pool, viewer, { q, limit, cursor });
      const first = await page();
      const idsOf = ({ items }: typeof first) => items.map(({ id }) => id);
      expect(idsOf(first)).toEqual(all.ids.slice(0, limit));
      if (first.next === null) return;
      const second = await page(first.next);
      expect(idsOf(second)).toEqual(all.ids.slice(limit, 2 * limit));
      const back = second.previous && (await page(second.previous));
      expect(back && idsOf(back)).toEqual(idsOf(first));
    }),
    { numRuns: 200 },
  );
  expect(exact).toBeGreaterThan(30);
}, 240_000);
