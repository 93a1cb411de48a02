import type postgres from "postgres";
import type { Keys } from "../secrets/keys";
import type { StoredRow } from "../calls/stored-columns";
import { argumentsDigest, digestMac } from "./binding";
import { approvalOfHandle } from "./handle";

/**
 * Notes which calls carry an approval, with the digest of their arguments as the gateway sent them:
 * once they are redacted nobody can compare them any more. In the transaction that stores them.
 */
export async function storeRuns(
  tx: postgres.TransactionSql,
  keys: Keys,
  rows: readonly StoredRow[],
): Promise<void> {
  const carrying = rows.flatMap(({ event, batchId, sourceId }) => {
    const approval = event.judgement === null ? undefined : event.record.approval?.id;
    return approval === undefined ? [] : [{ event, batchId, sourceId, approval }];
  });
  if (carrying.length === 0) return;
  const mac = digestMac(keys);
  const runs = carrying.map(({ event, batchId, sourceId, approval }) => ({
    // A gateway that reports the handle, which is used up by now, means the approval.
    approval: approvalOfHandle(mac, approval) ?? approval,
    batch: batchId,
    source: sourceId,
    time: event.time,
    event: event.record.id,
    digest: argumentsDigest(mac, event.record.tool?.arguments).toString("hex"),
  }));
  await tx`
    INSERT INTO approval_run (approval_id, batch_id, source_id, occurred_at, event_id,
      arguments_digest)
    SELECT approval, batch, source, time, event, decode(digest, 'hex')
    FROM json_to_recordset(${JSON.stringify(runs)}::text::json)
      AS r(approval text, batch bigint, source int, time timestamptz, event text, digest text)
    ON CONFLICT DO NOTHING`;
}
