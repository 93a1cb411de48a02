// What a re-judge has to walk: the scopes of the changes that are open, and how many calls that is.
import type { Fragment, Sql } from "./stored-call";
import type { Lane, StoredScope } from "./lanes";

export type Place = { version: number; n: number };

/** A scope, with the lanes on which no call was ever seen. */
export type WalkedScope = StoredScope & { empty: Lane[] };

/**
 * The next scopes of open changes up to a version, after a place in their order. `look` says whether
 * to ask the paths which principals have sequenced calls at all: an import of people who never
 * called would otherwise probe every index of every week for each of them.
 */
export async function nextScopes(
  sql: Sql,
  upTo: number,
  after: Place,
  { limit, look }: { limit: number; look: boolean },
): Promise<WalkedScope[]> {
  const isUnseen = (column: "caller_id" | "ran_as_id") =>
    look
      ? sql`CASE WHEN s.kind IN ('principal', 'caller')
                 THEN s.ref NOT IN (SELECT ${sql(column)} FROM path) ELSE false END`
      : sql`false`;
  const rows = await sql<(StoredScope & { noCaller: boolean; noRanAs: boolean })[]>`
    SELECT s.version::float8 AS version, s.n, s.kind, s.ref, s.keys, s.from_time::text AS "from",
           s.until_time::text AS "until", s.except_tools AS "exceptTools",
           ${isUnseen("caller_id")} AS "noCaller", ${isUnseen("ran_as_id")} AS "noRanAs"
    FROM directory_scope s JOIN directory_change d USING (version)
    WHERE d.settled_at IS NULL AND s.version <= ${upTo}
      AND (s.version, s.n) > (${after.version}::bigint, ${after.n}::int)
    ORDER BY s.version, s.n LIMIT ${limit}`;
  return rows.map(({ noCaller, noRanAs, ...scope }) => ({
    ...scope,
    empty: [...(noCaller ? (["caller"] as const) : []), ...(noRanAs ? (["ranAs"] as const) : [])],
  }));
}

/** How many sequenced calls the open changes up to a version reach, by what is counted. */
export function countOpen(sql: Sql, upTo: number): Promise<number> {
  return count(
    sql,
    sql`SELECT s.* FROM directory_scope s JOIN directory_change d USING (version)
        WHERE d.settled_at IS NULL AND s.version <= ${upTo}`,
  );
}

/** The same for scopes that are not stored. */
export function countScopes(sql: Sql, scopes: readonly StoredScope[]): Promise<number> {
  const rows = scopes.map(({ kind, ref, from, until }) => ({ kind, ref, from, until }));
  return count(
    sql,
    sql`SELECT kind, ref, "from" AS from_time, until AS until_time
        FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
          AS r(kind text, ref int, "from" timestamptz, until timestamptz)`,
  );
}

/** By paths and days, so about; owners, actors and evidence are not counted and show as found. */
async function count(sql: Sql, scopes: Fragment): Promise<number> {
  const [counted] = await sql<{ n: string | null }[]>`
    WITH s AS (${scopes}),
    reached AS (
      SELECT id, min(from_time) AS from_time, max(until_time) AS until_time FROM (
        SELECT p.id, s.from_time, s.until_time FROM path p
        JOIN s ON s.ref = p.caller_id AND s.kind IN ('principal', 'caller')
        UNION ALL SELECT p.id, s.from_time, s.until_time FROM path p
        JOIN s ON s.ref = p.ran_as_id AND s.kind = 'principal'
        UNION ALL SELECT p.id, s.from_time, s.until_time FROM path p
        JOIN s ON s.ref = p.server_id AND s.kind = 'server'
        UNION ALL SELECT p.id, s.from_time, s.until_time FROM path p
        JOIN s ON s.ref = p.source_id AND s.kind = 'source') AS one
      GROUP BY id)
    SELECT sum(r.n)::text AS n FROM rollup_day r LEFT JOIN reached p ON p.id = r.path_id
    WHERE r.day + interval '1 day' > p.from_time AND r.day < p.until_time
       OR EXISTS (SELECT 1 FROM s WHERE s.kind = 'tool' AND s.ref = r.tool_id
                  AND r.day + interval '1 day' > s.from_time AND r.day < s.until_time)`;
  return Number(counted?.n ?? 0);
}
