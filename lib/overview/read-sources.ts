import type postgres from "postgres";
import { rfc3339 } from "../../db/client";
import { summedRows } from "./rollup-rows";
import type { Span } from "./span";
import type { HeardView } from "./view";

/** The sources that are not revoked, with when each was heard; those with most calls first. */
export async function readSources(sql: postgres.Sql, span: Span): Promise<HeardView[]> {
  const rows = await sql<HeardView[]>`
    WITH used AS (
      SELECT path_id, sum(n) AS n FROM (${summedRows(sql, span)}) r GROUP BY path_id
    ), counted AS (
      SELECT p.source_id, sum(u.n)::int AS calls
      FROM used u JOIN path p ON p.id = u.path_id GROUP BY p.source_id
    )
    SELECT s.public_id AS id, s.name, coalesce(c.calls, 0) AS calls, h.last_event_at AS "newestAt",
           h.last_event_received_at AS "newestReceivedAt", h.received_at AS "receivedAt",
           (SELECT max(k.last_used_at) FROM api_key k WHERE k.source_id = s.id) AS "contactAt"
    FROM source s
    LEFT JOIN counted c ON c.source_id = s.id
    LEFT JOIN source_progress h ON h.source_id = s.id
    WHERE s.revoked_at IS NULL AND NOT s.is_system ORDER BY calls DESC, s.name`;
  const time = (text: string | null) => text && rfc3339(text);
  return rows.map((row) => ({
    ...row,
    newestAt: time(row.newestAt),
    newestReceivedAt: time(row.newestReceivedAt),
    receivedAt: time(row.receivedAt),
    contactAt: time(row.contactAt),
  }));
}
