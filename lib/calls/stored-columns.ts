// Which value of an event stands in which column: the tables that one batch writes.
import type { Column } from "../../db/copy";
import { flagsToBits } from "../identity/flag-bits";
import type { StorableEvent } from "./store-batch";

/** One event with its place in the batch. Instants in microseconds since the epoch. */
export type StoredRow = {
  event: StorableEvent;
  sourceId: number;
  batchId: number;
  position: number;
  judgedAtVersion: number;
  occurredAt: number;
  receivedAt: number;
  /** The raw record, encrypted. */
  raw: Buffer | undefined;
};

const PLACE: readonly Column<StoredRow>[] = [
  ["occurred_at", "instant", (row) => row.occurredAt],
  ["batch_id", "bigint", (row) => row.batchId],
  ["batch_pos", "int", (row) => row.position],
];

const SEALED: readonly Column<StoredRow>[] = [
  ...PLACE,
  ["source_id", "int", (row) => row.sourceId],
  ["event_id", "text", (row) => row.event.record.id],
  ["received_at", "instant", (row) => row.receivedAt],
  ["type", "text", (row) => row.event.record.type],
  ["facts", "text", (row) => row.event.sealed.parts.facts?.bytes],
  ["facts_salt", "bytes", (row) => row.event.sealed.parts.facts?.salt],
  ["envelope", "text", (row) => row.event.sealed.envelope],
  ["leaf_hash", "bytes", (row) => row.event.sealed.leaf],
  ["body_mac", "bytes", (row) => row.event.bodyMac],
];

export const GATEWAY_EVENT = SEALED;

export const CALL: readonly Column<StoredRow>[] = [
  ...SEALED,
  ["caller_id", "int", (row) => row.event.ids.caller?.id],
  ["client_id", "int", (row) => row.event.ids.clientId],
  ["server_id", "int", (row) => row.event.ids.serverId],
  ["tool_id", "int", (row) => row.event.ids.toolId],
  ["session_id", "int", (row) => row.event.ids.sessionId],
  ["ran_as_id", "int", (row) => ranAs(row.event)?.id],
  ["credential_id", "int", (row) => row.event.ids.credentialId],
  ["relation", "text", (row) => row.event.judgement?.relation],
  ["verdict", "text", (row) => row.event.judgement?.verdict],
  ["flags", "int", (row) => flagsToBits(row.event.judgement?.flags ?? [])],
  ["observed_flags", "int", () => 0],
  ["caller_evidence", "text", (row) => row.event.judgement?.callerEvidence],
  ["evidence", "text", (row) => row.event.judgement?.evidence],
  ["severity", "text", (row) => row.event.judgement?.severity],
  ["judged_at_version", "bigint", (row) => row.judgedAtVersion],
  ["ran_as_kind", "text", (row) => row.event.record.downstream?.kind],
  ["decision", "text", (row) => row.event.record.authorization?.decision],
  ["outcome", "text", (row) => row.event.record.outcome?.status ?? "unknown"],
  ["duration_ms", "float", (row) => row.event.record.outcome?.durationMs],
  ["policy_version", "text", (row) => row.event.record.authorization?.policyVersion],
  ["decision_id", "text", (row) => row.event.record.authorization?.decisionId],
  ["approval_id", "text", (row) => row.event.record.approval?.id],
  ["trace_id", "text", (row) => row.event.record.trace?.traceId],
];

export const PAYLOAD: readonly Column<StoredRow>[] = [
  ...PLACE,
  ["arguments", "text", (row) => row.event.sealed.parts.arguments?.bytes],
  ["arguments_salt", "bytes", (row) => row.event.sealed.parts.arguments?.salt],
  ["result", "text", (row) => row.event.sealed.parts.result?.bytes],
  ["result_salt", "bytes", (row) => row.event.sealed.parts.result?.salt],
  ["text", "text", (row) => row.event.sealed.parts.text?.bytes],
  ["text_salt", "bytes", (row) => row.event.sealed.parts.text?.salt],
  ["network", "text", (row) => row.event.sealed.parts.network?.bytes],
  ["network_salt", "bytes", (row) => row.event.sealed.parts.network?.salt],
];

export const PAYLOAD_RAW: readonly Column<StoredRow>[] = [
  ...PLACE,
  ["ciphertext", "bytes", (row) => row.raw],
  ["salt", "bytes", (row) => row.event.sealed.parts.raw?.salt],
];

/**
 * A token that is passed through, of whom nobody says whose it is, is the caller's own (`verdicts.md`,
 * rule 2): it is found, counted and exported as that. The envelope holds what the gateway said.
 */
function ranAs({ ids, judgement, record: { downstream } }: StorableEvent) {
  const isCallersToken =
    downstream?.kind === "passthrough" &&
    judgement?.evidence !== "absent" &&
    downstream.sub === undefined &&
    downstream.credential?.owner === undefined;
  return isCallersToken ? ids.caller : ids.downstream;
}
