// How many calls match, in well under a second: counted up to a bound, then from the rollups where
// they know the fields, then as PostgreSQL's planner guesses.
import type postgres from "postgres";
import { z } from "zod";
import type { CommandContext } from "../access/command";
import { conditionsOf } from "../calls/query";
import type { FieldName } from "../calls/query-language/fields";
import { termsOf } from "../calls/query-language/nodes";
import { parseQuery } from "../calls/query-language/parse";
import { timeBound } from "../calls/time-bounds";
import { codeOf } from "../describe-error";
import type { Expected } from "./model";

type Fragment = postgres.PendingQuery<postgres.Row[]>;
type Asked = { q?: string | undefined; from?: string | undefined; to?: string | undefined };

const COUNTED = 10_000;
const COUNT_WITHIN_MS = 300;

/** Fields whose conditions are over columns that the rollups have too. */
const IN_ROLLUPS: ReadonlySet<FieldName> = new Set<FieldName>([
  "caller",
  "ranas",
  "server",
  "tool",
  "client",
  "source",
  "credential",
  "verdict",
  "outcome",
  "decision",
]);

/** Throws and records as `readCalls`. */
export async function expectedCalls(
  context: CommandContext,
  asked: Asked,
  now = Date.now(),
): Promise<Expected> {
  const { sql } = context.pool;
  const conditions = await conditionsOf(context, asked, now);
  const where = conditions.reduce((all, one) => sql`${all} AND ${one}`, sql`true`);
  const counted = await countUpTo(sql, where);
  if (counted !== null && counted <= COUNTED) return { calls: counted, about: false };
  const guess = isInRollups(asked.q ?? "")
    ? await countRollups(context, asked, now)
    : await guessRows(sql, where);
  return { calls: Math.max(guess, counted ?? 0), about: true };
}

/** One more than the bound where there are more; null where counting takes too long. */
async function countUpTo(sql: postgres.Sql, where: Fragment): Promise<number | null> {
  try {
    return await sql.begin("read only", async (tx) => {
      await tx`SELECT set_config('statement_timeout', ${String(COUNT_WITHIN_MS)}, true)`;
      const [row] = await tx<{ n: number }[]>`
        SELECT count(*)::int AS n FROM (
          SELECT FROM call c WHERE ${where} LIMIT ${COUNTED + 1}) found`;
      return row?.n ?? 0;
    });
  } catch (error) {
    if (codeOf(error) === "57014") return null;
    throw error;
  }
}

function isInRollups(q: string): boolean {
  const parsed = parseQuery(q);
  return (
    parsed.ok &&
    termsOf(parsed.query).every((term) => term.kind !== "text" && IN_ROLLUPS.has(term.field))
  );
}

/** By whole hours: the ends of the range are what makes it an estimate. */
async function countRollups(context: CommandContext, { q, from, to }: Asked, now: number) {
  const { sql } = context.pool;
  const conditions = await conditionsOf(context, { q }, now);
  const where = conditions.reduce((all, one) => sql`${all} AND ${one}`, sql`true`);
  const since = from
    ? sql`AND r.hour >= date_trunc('hour', ${timeBound("from", from, now)}::timestamptz, 'UTC')`
    : sql``;
  const until = to ? sql`AND r.hour < ${timeBound("to", to, now)}::timestamptz` : sql``;
  const [row] = await sql<{ n: number }[]>`
    SELECT coalesce(sum(n), 0)::float8 AS n FROM (
      SELECT r.n, r.verdict, r.outcome, nullif(r.decision, '') AS decision,
             nullif(r.tool_id, 0) AS tool_id, nullif(p.caller_id, 0) AS caller_id,
             nullif(p.client_id, 0) AS client_id, p.source_id, nullif(p.server_id, 0) AS server_id,
             nullif(p.ran_as_id, 0) AS ran_as_id, nullif(p.credential_id, 0) AS credential_id
      FROM rollup_hour r JOIN path p ON p.id = r.path_id
      WHERE r.n > 0 ${since} ${until}) c
    WHERE ${where}`;
  return row?.n ?? 0;
}

const planSchema = z.tuple([z.object({ Plan: z.object({ "Plan Rows": z.number() }) })]);

async function guessRows(sql: postgres.Sql, where: Fragment): Promise<number> {
  const [row] = await sql<{ "QUERY PLAN": unknown }[]>`
    EXPLAIN (FORMAT JSON) SELECT FROM call c WHERE ${where}`;
  const plan: unknown = row?.["QUERY PLAN"];
  const [{ Plan }] = planSchema.parse(typeof plan === "string" ? JSON.parse(plan) : plan);
  return Math.round(Plan["Plan Rows"]);
}
