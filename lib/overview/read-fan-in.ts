import type postgres from "postgres";
import { identityKey, summedRows } from "./rollup-rows";
import type { Span } from "./span";
import type { FanInView } from "./view";

const SHOWN = 8;

type FanInRow = {
  fingerprint: string | null;
  label: string | null;
  kind: string | null;
  ranAs: number;
  callers: number;
  calls: number;
};

/**
 * The credentials that two or more callers stood behind, most callers first. Where the gateway names no
 * credential, the downstream identity stands for it.
 */
export async function readFanIn(
  sql: postgres.Sql,
  span: Span,
): Promise<(Omit<FanInView, "ranAs"> & { ranAs: number })[]> {
  const rows = await sql<FanInRow[]>`
    WITH used AS (
      SELECT path_id, sum(n) AS n FROM (${summedRows(sql, span)}) r GROUP BY path_id
    ), shared AS (
      SELECT p.credential_id, count(DISTINCT ${identityKey(sql, "caller")})
               FILTER (WHERE p.caller_id <> 0)::int AS callers,
             sum(u.n)::int AS calls, (array_agg(p.ran_as_id ORDER BY u.n DESC, p.ran_as_id))[1] AS ran_as
      FROM used u JOIN path p ON p.id = u.path_id
      LEFT JOIN principal caller ON caller.id = p.caller_id
      LEFT JOIN principal ran_as ON ran_as.id = p.ran_as_id
      WHERE p.credential_id <> 0 OR p.ran_as_id <> 0
      GROUP BY p.credential_id,
               CASE WHEN p.credential_id = 0 THEN ${identityKey(sql, "ran_as")} ELSE 0 END
      HAVING count(DISTINCT ${identityKey(sql, "caller")}) FILTER (WHERE p.caller_id <> 0) > 1
      ORDER BY 2 DESC, 3 DESC, 1, 4 LIMIT ${SHOWN}
    )
    SELECT encode(c.fingerprint, 'hex') AS fingerprint, c.label, c.kind, s.ran_as AS "ranAs",
           s.callers, s.calls
    FROM shared s LEFT JOIN credential c ON c.id = s.credential_id
    ORDER BY s.callers DESC, s.calls DESC, s.credential_id, s.ran_as`;
  return rows.map(({ fingerprint, label, kind, ...row }) => ({
    ...row,
    credential: fingerprint === null ? null : { fingerprint, label, kind },
  }));
}
