// The one transaction of ingest: rows, parts, quarantine and the seal, all or nothing.
import type postgres from "postgres";
import { copyRows } from "../../db/copy";
import { storeRuns } from "../approvals/store-runs";
import { storeListings } from "../catalog/store-listings";
import { parseInstant } from "../identity/instant";
import type { Judgement } from "../identity/model";
import type { Keys } from "../secrets/keys";
import { storeEvidence } from "./evidence/store-evidence";
import type { CallRecord } from "./model";
import { type QuarantineEntry, storeQuarantine } from "./quarantine";
import type { DimensionIds } from "./resolve-batch";
import type { SealedRecord } from "./seal-record";
import { CALL, GATEWAY_EVENT, PAYLOAD, PAYLOAD_RAW, type StoredRow } from "./stored-columns";

export type StorableEvent = {
  record: CallRecord;
  /** RFC 3339, UTC, six digits. */
  time: string;
  ids: DimensionIds;
  sealed: SealedRecord;
  bodyMac: Buffer;
  /** Null for events that are no calls. */
  judgement: Judgement | null;
};

export type Batch = {
  sourceId: number;
  receivedAt: string;
  judgedAtVersion: number;
  events: readonly StorableEvent[];
  quarantine: readonly QuarantineEntry[];
  /** Whether the source's evidence events count. */
  evidence: boolean;
};

/** Writes the batch. Throws PostgreSQL's 23505 when another batch stored one of the events first. */
export async function storeBatch(sql: postgres.Sql, keys: Keys, batch: Batch): Promise<void> {
  if (batch.events.length === 0 && batch.quarantine.length === 0) return;
  // Every transaction inserts in the order of the key, so that two of them cannot deadlock.
  const events = batch.events.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
  await sql.begin(async (tx) => {
    if (batch.quarantine.length > 0) {
      await storeQuarantine(tx, keys, batch.sourceId, batch.quarantine);
    }
    if (events.length === 0) return;
    const [next] = await tx<{ id: string }[]>`SELECT nextval('batch_id')::text AS id`;
    const batchId = Number(next?.id);
    const rows = events.map((event, position) => storedRow(keys, batch, batchId, event, position));
    await copyRows(
      tx,
      "call",
      CALL,
      rows.filter((row) => row.event.judgement !== null),
    );
    await copyRows(
      tx,
      "gateway_event",
      GATEWAY_EVENT,
      rows.filter((row) => row.event.judgement === null),
    );
    await copyRows(tx, "payload", PAYLOAD, rows.filter(hasPayload));
    await copyRows(tx, "payload_raw", PAYLOAD_RAW, rows);
    if (batch.evidence) await storeEvidence(tx, batch.sourceId, events);
    await storeListings(tx, keys, rows);
    await storeRuns(tx, keys, rows);
    await tx`
      INSERT INTO seal_pending (batch_id, n, from_time, to_time, leaf_hashes)
      VALUES (${batchId}, ${events.length}, ${events.at(0)?.time ?? ""},
              ${events.at(-1)?.time ?? ""},
              ${Buffer.concat(events.map((event) => event.sealed.leaf))})`;
  });
}

function storedRow(
  keys: Keys,
  batch: Batch,
  batchId: number,
  event: StorableEvent,
  position: number,
): StoredRow {
  const { raw } = event.sealed.parts;
  return {
    event,
    sourceId: batch.sourceId,
    batchId,
    position,
    judgedAtVersion: batch.judgedAtVersion,
    occurredAt: parseInstant(event.time),
    receivedAt: parseInstant(batch.receivedAt),
    raw: raw && keys.encrypt(Buffer.from(raw.bytes), rawContext(batchId, position)),
  };
}

function hasPayload({ event }: StoredRow): boolean {
  const { arguments: args, result, text, network } = event.sealed.parts;
  return (args ?? result ?? text ?? network) !== undefined;
}

/** Binds a raw record's ciphertext to its place: it cannot be moved to another call. */
export function rawContext(batchId: string | number, position: number): string {
  return `raw/${batchId}/${position}`;
}

function keyText(event: StorableEvent): string {
  return `${event.time} ${event.record.id}`;
}
