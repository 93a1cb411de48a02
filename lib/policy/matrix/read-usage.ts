import type { Pool } from "../../../db/client";
import type { DirectoryIndex } from "../../identity/directory-index";
import { RECENT_DAYS, recentStart } from "../../identity/recent";
import { parseSubjectSelector } from "../../identity/subject-selector";
import type { MatrixQuery, UsageView } from "./model";
import { readColumns } from "./read-columns";
import { readShown } from "./read-shown";

/** More cells than these are cut; those with most calls stay. */
const MOST = 100_000;

/**
 * What really happened in the last 30 days: calls of each cell, and as whom they ran. From the daily
 * rollups, in one pass; tools that nobody called are left out.
 */
export async function readUsage(
  pool: Pool,
  directory: DirectoryIndex,
  query: MatrixQuery,
): Promise<UsageView> {
  const { policy } = await readShown(pool, query);
  const { columns } = await readColumns(pool, directory, policy.rules, query);
  const wanted = columns.map(({ subject }, at) => ({ at, ...selectorParts(subject) }));
  const since = recentStart(Date.now());
  const rows = await pool.sql<Row[]>`
    WITH col AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(wanted)}::text::json)
        AS c(at int, kind text, value text, iss text)
    ), who AS (
      SELECT c.at, p.id AS caller_id FROM col c
      JOIN person_group g ON g.name = c.value JOIN principal p ON p.person_id = g.person_id
      WHERE c.kind = 'group'
      UNION SELECT c.at, p.id FROM col c
      JOIN person ON person.slug = c.value JOIN principal p ON p.person_id = person.id
      WHERE c.kind = 'person'
      UNION SELECT c.at, p.id FROM col c JOIN principal p ON p.iss = c.iss AND p.sub = c.value
      WHERE c.kind = 'principal'
    ), via AS (
      SELECT c.at, client.id AS client_id FROM col c JOIN client ON client.client_id = c.value
      WHERE c.kind = 'client'
    ), used AS (
      SELECT r.tool_id, p.caller_id, p.client_id, p.ran_as_id, r.verdict = 'not_run' AS stopped,
             sum(r.n)::int AS n
      FROM rollup_day r JOIN path p ON p.id = r.path_id
      WHERE r.day >= ${since} AND r.tool_id <> 0 GROUP BY 1, 2, 3, 4, 5
    ), hit AS (
      SELECT who.at, caller_id, tool_id, ran_as_id, stopped, n FROM used JOIN who USING (caller_id)
      UNION ALL SELECT via.at, caller_id, tool_id, ran_as_id, stopped, n FROM used JOIN via USING (client_id)
      UNION ALL SELECT c.at, caller_id, tool_id, ran_as_id, stopped, n FROM used CROSS JOIN col c WHERE c.kind = 'anyone'
    ), told AS (
      SELECT h.at, h.tool_id, h.n,
             CASE WHEN h.stopped THEN 'not_run' WHEN h.ran_as_id = 0 THEN 'unknown'
                  WHEN h.ran_as_id = h.caller_id OR ran.person_id = own.person_id THEN 'caller'
                  ELSE 'other' END AS kind, h.ran_as_id
      FROM hit h LEFT JOIN principal own ON own.id = h.caller_id
      LEFT JOIN principal ran ON ran.id = h.ran_as_id
    ), counted AS (
      SELECT at, tool_id, kind, CASE WHEN kind = 'other' THEN ran_as_id END AS ran_as_id,
             sum(n)::int AS n
      FROM told GROUP BY 1, 2, 3, 4 HAVING sum(n) > 0 ORDER BY 5 DESC LIMIT ${MOST + 1}
    )
    SELECT c.at, c.tool_id::text AS tool, c.kind, p.public_id AS "ranAs",
           coalesce(person.name, person.slug, p.name, p.sub) AS name, c.n
    FROM counted c LEFT JOIN principal p ON p.id = c.ran_as_id
    LEFT JOIN person ON person.id = p.person_id ORDER BY c.n DESC, c.at, tool, kind, "ranAs"`;
  return {
    days: RECENT_DAYS,
    since,
    columns: columns.map(({ subject }) => subject),
    ...pack(rows),
  };
}

type Row = {
  at: number;
  tool: string;
  kind: UsageView["ranAs"][number]["kind"];
  ranAs: string | null;
  name: string | null;
  n: number;
};

function pack(rows: readonly Row[]): Pick<UsageView, "ranAs" | "cells" | "cut"> {
  const at = new Map<string, number>();
  const ranAs: UsageView["ranAs"] = [];
  const cells = rows.slice(0, MOST).map((row): UsageView["cells"][number] => {
    const key = `${row.kind} ${row.ranAs ?? ""}`;
    let position = at.get(key);
    if (position === undefined) {
      position = ranAs.length;
      at.set(key, position);
      ranAs.push({ kind: row.kind, id: row.ranAs, name: row.name ?? "an erased identity" });
    }
    return [row.tool, row.at, position, row.n];
  });
  return { ranAs, cells, cut: rows.length > MOST };
}

function selectorParts(subject: string): { kind: string; value: string; iss: string | null } {
  const selector = parseSubjectSelector(subject);
  if (selector === undefined || selector.kind === "anyone") {
    return { kind: selector?.kind ?? "none", value: "", iss: null };
  }
  if (selector.kind !== "principal") return { ...selector, iss: null };
  return { kind: "principal", value: selector.value.sub, iss: selector.value.iss };
}
