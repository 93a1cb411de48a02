// The one transaction of ingest: rows, parts, quarantine and the seal, all or nothing.
import type postgres from "postgres";
import { flagsToBits } from "../identity/flag-bits";
import type { Judgement } from "../identity/model";
import type { Keys } from "../secrets/keys";
import { CALL_TYPES, type CallRecord } from "./model";
import { type QuarantineEntry, storeQuarantine } from "./quarantine";
import type { DimensionIds } from "./resolve-batch";
import type { SealedRecord } from "./seal-record";

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
};

/** Writes the batch. Throws PostgreSQL's 23505 when another batch stored one of the events first. */
export async function storeBatch(sql: postgres.Sql, keys: Keys, batch: Batch): Promise<void> {
  // Every transaction inserts in the order of the key, so that two of them cannot deadlock.
  const events = batch.events.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
  await sql.begin(async (tx) => {
    if (batch.quarantine.length > 0) {
      await storeQuarantine(tx, keys, batch.sourceId, batch.quarantine);
    }
    if (events.length === 0) return;
    const [next] = await tx<{ id: string }[]>`SELECT nextval('batch_id')::text AS id`;
    const batchId = next?.id ?? "";
    const rows = events.map((event, position) => ({ ...event, position }));
    await insertCalls(tx, batch, batchId, rows);
    await insertGatewayEvents(tx, batch, batchId, rows);
    await insertParts(tx, keys, batchId, rows);
    const times = events.map((event) => event.time).toSorted();
    await tx`
      INSERT INTO seal_pending (batch_id, n, from_time, to_time, leaf_hashes)
      VALUES (${batchId}, ${events.length}, ${times.at(0) ?? ""}, ${times.at(-1) ?? ""},
              ${Buffer.concat(events.map((event) => event.sealed.leaf))})`;
  });
}

type Positioned = StorableEvent & { position: number };

export const isCall = (record: CallRecord): boolean =>
  CALL_TYPES.some((type) => type === record.type);

async function insertCalls(
  tx: postgres.TransactionSql,
  batch: Batch,
  batchId: string,
  rows: readonly Positioned[],
): Promise<void> {
  const calls = rows.flatMap((row) => (row.judgement ? [callRow(row, row.judgement)] : []));
  if (calls.length === 0) return;
  await tx`
    INSERT INTO call (
      occurred_at, source_id, event_id, received_at, batch_id, batch_pos, caller_id, client_id,
      server_id, tool_id, session_id, ran_as_id, credential_id, type, relation, verdict, flags,
      caller_evidence, evidence, severity, judged_at_version, ran_as_kind, decision, outcome,
      duration_ms, policy_version, decision_id, approval_id, trace_id, facts, facts_salt, envelope,
      leaf_hash, body_mac)
    SELECT occurred_at, ${batch.sourceId}, event_id, ${batch.receivedAt}, ${batchId}, batch_pos,
      caller_id, client_id, server_id, tool_id, session_id, ran_as_id, credential_id, type,
      relation, verdict, flags, caller_evidence, evidence, severity, ${batch.judgedAtVersion},
      ran_as_kind, decision, outcome, duration_ms, policy_version, decision_id, approval_id,
      trace_id, facts, decode(facts_salt, 'hex'), envelope, decode(leaf_hash, 'hex'),
      decode(body_mac, 'hex')
    FROM json_to_recordset(${JSON.stringify(calls)}::text::json) AS r(
      occurred_at timestamptz, event_id text, batch_pos int, caller_id int, client_id int,
      server_id int, tool_id int, session_id int, ran_as_id int, credential_id int, type text,
      relation text, verdict text, flags int, caller_evidence text, evidence text, severity text,
      ran_as_kind text, decision text, outcome text, duration_ms float8, policy_version text,
      decision_id text, approval_id text, trace_id text, facts text, facts_salt text,
      envelope text, leaf_hash text, body_mac text)`;
}

function callRow(event: Positioned, judgement: Judgement) {
  const { record, ids } = event;
  return {
    ...sealedColumns(event),
    caller_id: ids.caller?.id,
    client_id: ids.clientId,
    server_id: ids.serverId,
    tool_id: ids.toolId,
    session_id: ids.sessionId,
    ran_as_id: ids.downstream?.id,
    credential_id: ids.credentialId,
    relation: judgement.relation,
    verdict: judgement.verdict,
    flags: flagsToBits(judgement.flags),
    caller_evidence: judgement.callerEvidence,
    evidence: judgement.evidence,
    severity: judgement.severity,
    ran_as_kind: record.downstream?.kind,
    decision: record.authorization?.decision,
    outcome: record.outcome?.status ?? "unknown",
    duration_ms: record.outcome?.durationMs,
    policy_version: record.authorization?.policyVersion,
    decision_id: record.authorization?.decisionId,
    approval_id: record.approval?.id,
    trace_id: record.trace?.traceId,
  };
}

async function insertGatewayEvents(
  tx: postgres.TransactionSql,
  batch: Batch,
  batchId: string,
  rows: readonly Positioned[],
): Promise<void> {
  const others = rows.filter((row) => row.judgement === null).map(sealedColumns);
  if (others.length === 0) return;
  await tx`
    INSERT INTO gateway_event (occurred_at, source_id, event_id, received_at, batch_id, batch_pos,
      type, facts, facts_salt, envelope, leaf_hash, body_mac)
    SELECT occurred_at, ${batch.sourceId}, event_id, ${batch.receivedAt}, ${batchId}, batch_pos,
      type, facts, decode(facts_salt, 'hex'), envelope, decode(leaf_hash, 'hex'),
      decode(body_mac, 'hex')
    FROM json_to_recordset(${JSON.stringify(others)}::text::json) AS r(
      occurred_at timestamptz, event_id text, batch_pos int, type text, facts text,
      facts_salt text, envelope text, leaf_hash text, body_mac text)`;
}

function sealedColumns(event: Positioned) {
  return {
    occurred_at: event.time,
    event_id: event.record.id,
    batch_pos: event.position,
    type: event.record.type,
    facts: event.sealed.parts.facts?.bytes,
    facts_salt: event.sealed.parts.facts?.salt.toString("hex"),
    envelope: event.sealed.envelope,
    leaf_hash: event.sealed.leaf.toString("hex"),
    body_mac: event.bodyMac.toString("hex"),
  };
}

async function insertParts(
  tx: postgres.TransactionSql,
  keys: Keys,
  batchId: string,
  rows: readonly Positioned[],
): Promise<void> {
  const payloads = rows.map(({ time, position, sealed: { parts } }) => ({
    occurred_at: time,
    batch_pos: position,
    arguments: parts.arguments?.bytes,
    arguments_salt: parts.arguments?.salt.toString("hex"),
    result: parts.result?.bytes,
    result_salt: parts.result?.salt.toString("hex"),
    text: parts.text?.bytes,
    text_salt: parts.text?.salt.toString("hex"),
    network: parts.network?.bytes,
    network_salt: parts.network?.salt.toString("hex"),
  }));
  await tx`
    INSERT INTO payload (occurred_at, batch_id, batch_pos, arguments, arguments_salt, result,
      result_salt, text, text_salt, network, network_salt)
    SELECT occurred_at, ${batchId}, batch_pos, arguments, decode(arguments_salt, 'hex'), result,
      decode(result_salt, 'hex'), text, decode(text_salt, 'hex'), network,
      decode(network_salt, 'hex')
    FROM json_to_recordset(${JSON.stringify(payloads)}::text::json) AS r(
      occurred_at timestamptz, batch_pos int, arguments text, arguments_salt text, result text,
      result_salt text, text text, text_salt text, network text, network_salt text)
    WHERE coalesce(arguments, result, text, network) IS NOT NULL`;
  const raws = rows.flatMap(({ time, position, sealed: { parts } }) =>
    parts.raw === undefined
      ? []
      : {
          occurred_at: time,
          batch_pos: position,
          ciphertext: keys
            .encrypt(Buffer.from(parts.raw.bytes), rawContext(batchId, position))
            .toString("base64"),
          salt: parts.raw.salt.toString("hex"),
        },
  );
  await tx`
    INSERT INTO payload_raw (occurred_at, batch_id, batch_pos, ciphertext, salt)
    SELECT occurred_at, ${batchId}, batch_pos, decode(ciphertext, 'base64'), decode(salt, 'hex')
    FROM json_to_recordset(${JSON.stringify(raws)}::text::json) AS r(
      occurred_at timestamptz, batch_pos int, ciphertext text, salt text)`;
}

/** Binds a raw record's ciphertext to its place: it cannot be moved to another call. */
export function rawContext(batchId: string | number, position: number): string {
  return `raw/${batchId}/${position}`;
}

function keyText(event: StorableEvent): string {
  return `${event.time} ${event.record.id}`;
}
