// Each removal is itself an event in the sealed sequence, written in the removal's transaction.
import type postgres from "postgres";
import { sealEnvelope, type SystemEventType } from "../calls/envelope";
import { canonicalInstant } from "../calls/instants";
import { commitments, splitParts } from "../calls/parts";
import { randomId } from "../ids";
import { canonicalJson } from "../ledger/canonical-json";
import type { Keys } from "../secrets/keys";
import type { RemovalView } from "./model";

export type Removal = {
  type: SystemEventType;
  kind: RemovalView["kind"];
  /** What was removed, in words that name nobody whose data it was. */
  message: string;
  from?: string;
  to?: string;
  days?: number;
  by: string | null;
  erasure?: string;
  calls: number;
  events: number;
  bytes: number;
};

/**
 * The partitions of the current week must exist. The envelope says that something was removed; what
 * it was is a `text` part, to which the envelope commits.
 */
export async function sealRemoval(
  tx: postgres.TransactionSql,
  keys: Keys,
  removal: Removal,
): Promise<void> {
  const time = canonicalInstant(new Date().toISOString()) ?? "";
  const record = {
    id: randomId("rem"),
    type: removal.type,
    time,
    outcome: { message: removal.message },
    labels: labelsOf(removal),
  };
  const { parts, redacted } = splitParts(record, undefined, keys.redactionMac);
  const { text, leaf } = sealEnvelope({
    record,
    source: SYSTEM_SOURCE,
    time,
    received: time,
    principals: {},
    credential: undefined,
    commit: commitments(parts),
    redacted,
  });
  const [batch] = await tx<{ id: string }[]>`SELECT nextval('batch_id')::text AS id`;
  const batchId = batch?.id ?? "";
  const mac = keys.dedupeMac(canonicalJson(record));
  await tx`
    INSERT INTO gateway_event (occurred_at, source_id, event_id, received_at, batch_id, batch_pos,
                               type, envelope, leaf_hash, body_mac)
    SELECT ${time}, id, ${record.id}, ${time}, ${batchId}, 0, ${record.type}, ${text}, ${leaf}, ${mac}
    FROM source WHERE is_system`;
  await tx`
    INSERT INTO payload (occurred_at, batch_id, batch_pos, text, text_salt)
    VALUES (${time}, ${batchId}, 0, ${parts.text?.bytes ?? null}, ${parts.text?.salt ?? null})`;
  await tx`
    INSERT INTO seal_pending (batch_id, n, from_time, to_time, leaf_hashes)
    VALUES (${batchId}, 1, ${time}, ${time}, ${leaf})`;
  await tx`
    INSERT INTO removal (batch_id, event_id, kind, from_time, to_time, days, by, erasure_id, calls,
                         events, bytes)
    VALUES (${batchId}, ${record.id}, ${removal.kind}, ${removal.from ?? null},
            ${removal.to ?? null}, ${removal.days ?? null}, ${removal.by},
            ${removal.erasure ?? null}, ${removal.calls}, ${removal.events}, ${removal.bytes})`;
}

/** As migration 0014 has it. */
const SYSTEM_SOURCE = "src_system";

function labelsOf({ kind, from, to, days, by, erasure, calls, events }: Removal) {
  const given = { kind, from, to, days, by, erasure, calls, events };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, String(value)]],
    ),
  );
}
