import { type Pool, rfc3339 } from "../../db/client";
import { parseInstant } from "../identity/instant";
import { encodeCallId } from "../calls/public-id";
import { DomainError } from "../errors";
import { type ErasureView, erasureView } from "./model";

const PAGE = 50;

type Row = Omit<ErasureView, "call"> & {
  callAt: string | null;
  callSource: number | null;
  callEvent: string | null;
};

/** Newest first. Throws `invalid` for a cursor of no list. */
export async function listErasures(
  { sql }: Pool,
  cursor?: string,
): Promise<{ items: ErasureView[]; next: string | null }> {
  if (cursor !== undefined) {
    const [known] = await sql`SELECT 1 FROM erasure WHERE id = ${cursor}`;
    if (!known) throw new DomainError("invalid", "cursor: no cursor of this list");
  }
  const rows = await sql<Row[]>`
    SELECT e.id, e.asked_at AS at, e.asked_by AS by, e.reason, e.payloads, e.directory,
           nullif(e.from_time, '-infinity') AS from, nullif(e.to_time, 'infinity') AS to,
           e.call_at AS "callAt", e.call_source AS "callSource", e.call_event AS "callEvent",
           CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.slug, 'name', p.name) END
             AS person,
           (SELECT coalesce(json_agg(q.public_id ORDER BY q.id), '[]') FROM principal q
            WHERE q.id = ANY(e.principal_ids)) AS principals,
           json_build_object('id', e.job_id, 'state', j.state) AS job,
           coalesce(r.calls, 0)::float8 AS calls, r.index::float8 AS index
    FROM erasure e
    LEFT JOIN person p ON p.id = e.person_id
    LEFT JOIN job j ON j.id = e.job_id
    LEFT JOIN LATERAL (
      SELECT sum(r.calls) AS calls, max(s.first_index) AS index
      FROM removal r LEFT JOIN sealed s ON s.batch_id = r.batch_id
      WHERE r.erasure_id = e.id) r ON true
    ${
      cursor === undefined
        ? sql``
        : sql`WHERE (e.asked_at, e.id)
                < (SELECT c.asked_at, c.id FROM erasure c WHERE c.id = ${cursor})`
    }
    ORDER BY e.asked_at DESC, e.id DESC LIMIT ${PAGE + 1}`;
  const items = rows.slice(0, PAGE).map(({ callAt, callSource, callEvent, ...row }) =>
    erasureView.parse({
      ...row,
      at: rfc3339(row.at),
      from: row.from && rfc3339(row.from),
      to: row.to && rfc3339(row.to),
      call:
        callAt === null || callSource === null || callEvent === null
          ? null
          : encodeCallId({
              at: parseInstant(rfc3339(callAt)),
              sourceId: callSource,
              eventId: callEvent,
            }),
    }),
  );
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}
