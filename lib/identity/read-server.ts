import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { findAdapter } from "../calls/adapters/registry";
import { needs } from "../calls/query";
import { DomainError } from "../errors";
import { type ServerDetail, serverDetail } from "./directory-views";
import { recentByServer, serverItem } from "./list-servers";
import { recentCalls } from "./recent-calls";

type Gateway = {
  id: string;
  name: string;
  format: string;
  ceiling: string;
  callerCeiling: string;
  calls: number;
  named: number;
};

/** One server: its declaration, its verdicts, and which gateways forward to it. Throws `not_found`. */
export async function readServer(pool: Pool, viewer: Viewer, id: string): Promise<ServerDetail> {
  needs(viewer, "directory:read");
  const { sql } = pool;
  const own = /^\d{1,9}$/.test(id) ? Number(id) : 0;
  const [[row], verdicts, gateways] = await Promise.all([
    sql<{ item: Record<string, unknown> }[]>`
      WITH recent AS (${recentByServer(
        sql,
        sql`SELECT ${own}::int`,
        sql`
          SELECT path_id, n, CASE WHEN verdict = 'unknown' THEN n END AS unknown,
            CASE WHEN verdict = 'unattributed' THEN n END AS unattributed
          FROM (${recentCalls(sql)}) r`,
      )})
      SELECT ${serverItem(sql)} AS item
      FROM server s LEFT JOIN recent ON recent.id = s.id WHERE s.id = ${own}`,
    sql<{ verdict: string; calls: number }[]>`
      SELECT r.verdict, sum(r.n)::int AS calls
      FROM (${recentCalls(sql)}) r JOIN path ON path.id = r.path_id
      WHERE path.server_id = ${own} GROUP BY r.verdict ORDER BY calls DESC`,
    sql<Gateway[]>`
      SELECT source.public_id AS id, source.name, source.format,
        source.downstream_ceiling AS ceiling, source.caller_ceiling AS "callerCeiling",
        sum(r.n)::int AS calls, coalesce(sum(r.n) FILTER (
          WHERE path.ran_as_id <> 0 OR path.credential_id <> 0), 0)::int AS named
      FROM (${recentCalls(sql)}) r JOIN path ON path.id = r.path_id
      JOIN source ON source.id = path.source_id
      WHERE path.server_id = ${own} GROUP BY source.id ORDER BY calls DESC`,
  ]);
  if (!row) throw new DomainError("not_found", "There is no such server.");
  return serverDetail.parse({ ...row.item, verdicts, gateways: gateways.map(withFormat) });
}

function withFormat({ id, name, ...gateway }: Gateway) {
  const adapter = findAdapter(gateway.format);
  return {
    ...gateway,
    source: { id, name },
    title: adapter?.title ?? gateway.format,
    gatewayVersions: adapter?.gatewayVersions ?? "",
    formatCeiling: adapter?.ceilings.downstream ?? gateway.ceiling,
  };
}
