// From a row of SQL to the API's call. Rows never leave lib.
import { rfc3339 } from "../../db/client";
import { bitsToFlags, bitsToObservedFlags } from "../identity/flag-bits";
import { parseInstant } from "../identity/instant";
import { encodeCallId } from "./public-id";
import { type CallRow, callRowSchema, type Identity } from "./view";

export type JoinedRow = {
  occurred_at: string;
  source_id: number;
  event_id: string;
  index: string | null;
  type: string;
  source_public_id: string;
  source_name: string;
  caller: JoinedIdentity | null;
  ran_as: JoinedIdentity | null;
  client_id: string | null;
  client_name: string | null;
  session: string | null;
  server: string | null;
  tool: string | null;
  credential: string | null;
  credential_label: string | null;
  caller_evidence: string;
  evidence: string;
  ran_as_kind: string | null;
  relation: string;
  verdict: string;
  flags: number;
  observed_flags: number;
  severity: string;
  decision: string | null;
  outcome: string;
  duration_ms: number | null;
  approval_id: string | null;
  trace_id: string | null;
};

export type JoinedIdentity = {
  public_id: string;
  iss: string | null;
  sub: string | null;
  name: string | null;
  email: string | null;
  person: string | null;
  person_name: string | null;
};

export function callKeyOf(row: JoinedRow) {
  const at = parseInstant(rfc3339(row.occurred_at));
  return { at, sourceId: row.source_id, eventId: row.event_id };
}

export function toCallRow(row: JoinedRow): CallRow {
  return callRowSchema.parse({
    id: encodeCallId(callKeyOf(row)),
    index: row.index === null ? null : Number(row.index),
    time: rfc3339(row.occurred_at),
    type: row.type,
    source: { id: row.source_public_id, name: row.source_name },
    caller: { identity: toIdentity(row.caller), evidence: row.caller_evidence },
    client:
      row.client_id === null && row.client_name === null
        ? null
        : { id: row.client_id, name: row.client_name },
    session: row.session,
    server: row.server,
    tool: row.tool,
    ranAs: {
      identity: toIdentity(row.ran_as),
      kind: row.ran_as_kind,
      evidence: row.evidence,
      credential:
        row.credential === null
          ? null
          : { fingerprint: row.credential, label: row.credential_label },
    },
    relation: row.relation,
    verdict: row.verdict,
    flags: [...bitsToFlags(row.flags), ...bitsToObservedFlags(row.observed_flags)],
    severity: row.severity,
    decision: row.decision,
    outcome: row.outcome,
    durationMs: row.duration_ms,
    approvalId: row.approval_id,
    traceId: row.trace_id,
  });
}

export function toIdentity(joined: JoinedIdentity | null): Identity | null {
  if (joined === null) return null;
  const { iss, sub } = joined;
  return {
    id: joined.public_id,
    principal: iss === null || sub === null ? null : { iss, sub },
    person: joined.person === null ? null : { id: joined.person, name: joined.person_name },
    name: joined.name,
    email: joined.email,
  };
}
