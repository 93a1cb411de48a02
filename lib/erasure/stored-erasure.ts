import type postgres from "postgres";
import type { ErasedCall } from "./erase-parts";

/** An erasure as its row has it. */
export type StoredErasure = {
  id: string;
  by: string;
  askedAt: string;
  personId: number | null;
  principalIds: number[];
  callAt: string | null;
  callSource: number | null;
  callEvent: string | null;
  payloads: boolean;
  from: string;
  to: string;
  directory: boolean;
};

type CallKey = Pick<ErasedCall, "occurredAt" | "sourceId" | "eventId">;

export async function readErasure(tx: postgres.TransactionSql, id: string): Promise<StoredErasure> {
  const [row] = await tx<StoredErasure[]>`
    SELECT id, asked_by AS by, asked_at::text AS "askedAt", person_id AS "personId",
           to_json(principal_ids) AS "principalIds", call_at::text AS "callAt",
           call_source AS "callSource", call_event AS "callEvent", payloads,
           from_time::text AS from, to_time::text AS to, directory
    FROM erasure WHERE id = ${id}`;
  if (!row) throw new Error("the erasure of the job is missing");
  return row;
}

/** Those that are left, newest first: what came before the erasure was asked for. */
export function callsToErase(
  tx: postgres.TransactionSql,
  erasure: StoredErasure,
  after: CallKey | null,
  limit: number,
): Promise<ErasedCall[]> {
  return tx<ErasedCall[]>`
    SELECT occurred_at::text AS "occurredAt", source_id AS "sourceId", event_id AS "eventId",
           batch_id::text AS "batchId", batch_pos AS "batchPos"
    FROM call WHERE ${whichCalls(tx, erasure)}
      ${
        after === null
          ? tx``
          : tx`AND occurred_at <= ${after.occurredAt}::timestamptz
               AND (occurred_at, source_id, event_id)
                 < (${after.occurredAt}::timestamptz, ${after.sourceId}::int, ${after.eventId}::text)`
      }
    ORDER BY occurred_at DESC, source_id DESC, event_id DESC LIMIT ${limit}`;
}

export async function countCalls(
  tx: postgres.TransactionSql,
  erasure: StoredErasure,
): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    SELECT count(*)::float8 AS n FROM call WHERE ${whichCalls(tx, erasure)}`;
  return row?.n ?? 0;
}

function whichCalls(tx: postgres.TransactionSql, erasure: StoredErasure) {
  if (!erasure.payloads) return tx`false`;
  if (erasure.callAt !== null) {
    return tx`occurred_at = ${erasure.callAt}::timestamptz AND source_id = ${erasure.callSource}
              AND event_id = ${erasure.callEvent}`;
  }
  return tx`caller_id = ANY(${erasure.principalIds}::int[])
    AND received_at <= ${erasure.askedAt}::timestamptz
    AND occurred_at >= ${erasure.from}::timestamptz AND occurred_at < ${erasure.to}::timestamptz`;
}
