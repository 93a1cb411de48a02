import { sql } from "drizzle-orm";
import { type Pool, rfc3339 } from "../../db/client";
import { parseInstant } from "../identity/instant";
import { encodeCallId } from "../calls/public-id";

type Row = {
  at: string;
  sourceId: number;
  eventId: string;
  outcome: string;
  verdict: string;
  differs: string[] | null;
};

/** The calls that carry the approval, in order, each with what is not as it was approved. */
export async function readRuns({ db }: Pool, id: string) {
  const rows = await db.execute<Row>(sql`
    SELECT c.occurred_at::text AS at, c.source_id AS "sourceId", c.event_id AS "eventId", c.outcome,
           c.verdict, r.differs
    FROM approval_run r JOIN call c ON c.occurred_at = r.occurred_at AND c.source_id = r.source_id
      AND c.event_id = r.event_id
    WHERE r.approval_id = ${id} ORDER BY c.occurred_at LIMIT 20`);
  return rows.map(({ at, sourceId, eventId, outcome, verdict, differs }) => ({
    id: encodeCallId({ at: parseInstant(rfc3339(at)), sourceId, eventId }),
    time: rfc3339(at),
    outcome,
    verdict,
    differs: differs ?? [],
  }));
}
