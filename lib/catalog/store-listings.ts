import type postgres from "postgres";
import type { CallRecord } from "../calls/model";
import { redactText } from "../calls/redact/redact-text";
import type { Keys } from "../secrets/keys";
import { readListing } from "./read-listing";

type Row = {
  sourceId: number;
  batchId: number;
  position: number;
  event: { record: CallRecord; time: string; ids: { serverId: number | null } };
};

/**
 * Keeps what lists of tools say for the worker, in the transaction that stores them. Reads the
 * record as it came, since a fingerprint over redacted text would be nobody else's. Costs batches
 * without such an event nothing but a look at each type.
 */
export async function storeListings(
  tx: postgres.TransactionSql,
  keys: Keys,
  rows: readonly Row[],
): Promise<void> {
  const redact = (text: string) => redactText(text, keys.redactionMac).text;
  const found = rows.flatMap(({ sourceId, batchId, position, event: { record, time, ids } }) => {
    if (record.type !== "tools.list" || ids.serverId === null) return [];
    const listing = readListing(record.result, record.list, redact);
    if (listing === null) return [];
    const place = { batch: batchId, pos: position, source: sourceId, server: ids.serverId };
    return [{ ...place, time, event: record.id, listing: JSON.stringify(listing) }];
  });
  if (found.length === 0) return;
  await tx`
    INSERT INTO listing_pending
      (batch_id, batch_pos, source_id, server_id, occurred_at, event_id, listing)
    SELECT r.batch, r.pos, r.source, r.server, r.time, r.event, r.listing
    FROM json_to_recordset(${JSON.stringify(found)}::text::json)
      AS r(batch bigint, pos int, source int, server int, time timestamptz, event text, listing text)`;
}
