import { type Pool, rfc3339 } from "../../db/client";
import type { SANCTION_STATES, SanctionView } from "./directory-views";
import type { ListedRow, ListPart } from "./list-directory";
import type { Sanction } from "./model";
import { coveredCalls } from "./covered-calls";

export type SanctionRow = {
  id: string;
  ranAs: Sanction["ranAs"];
  tools: string[];
  callers: string[];
  owner: string;
  reason: string;
  ticket: string | null;
  from: string;
  until: string;
  createdBy: string;
  createdAt: string;
  agreedBy: string | null;
  state: (typeof SANCTION_STATES)[number];
};

/** Sanctions, each with its state now and how many recent calls it covers. */
export async function listSanctions(
  sql: Pool["sql"],
  { after, limit }: ListPart<string>,
): Promise<ListedRow<SanctionView>[]> {
  const rows = await sql<SanctionRow[]>`
    SELECT id, ran_as AS "ranAs", tools, callers, owner, reason, ticket, active_from AS "from",
      active_until AS until, created_by AS "createdBy", created_at AS "createdAt",
      agreed_by AS "agreedBy",
      CASE WHEN active_until <= now() THEN 'ended' WHEN active_from > now() THEN 'not_yet'
        ELSE 'active' END AS state
    FROM sanction WHERE id > ${after} ORDER BY id LIMIT ${limit}`;
  const covered = await coveredCalls(sql, rows);
  return rows.map((row) => ({
    cursor: row.id,
    item: {
      ...row,
      from: rfc3339(row.from),
      until: rfc3339(row.until),
      createdAt: rfc3339(row.createdAt),
      calls: covered.get(row.id) ?? 0,
    },
  }));
}
