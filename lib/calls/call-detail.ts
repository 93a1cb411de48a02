// One call in full: the row, the facts of both tokens, and the reasons, recomputed when shown.
import { z } from "zod";
import { type Pool, rfc3339 } from "../../db/client";
import type { Viewer } from "../access/viewer";
import type { DirectoryCache } from "../identity/directory-cache";
import { judge } from "../identity/judge";
import type { Judgement, Reason } from "../identity/model";
import { threeAnswers } from "../identity/three-answers";
import { type JoinedIdentity, type JoinedRow, toCallRow, toIdentity } from "./call-row";
import type { Facts } from "./parts";
import { approvalReasons } from "./observed/approval-reason";
import { deniedReason } from "./observed/denied-reason";
import { sharedCredentialReason } from "./observed/shared-credential";
import { sharedSessionReason } from "./observed/shared-session";
import type { CallKey } from "./rejudge/stored-call";
import { readMissing } from "./missing-parts";
import { needs, readCall } from "./query";
import { readCallEvidence } from "./evidence/call-evidence";
import {
  type Envelope,
  type EnvelopeToken,
  envelopeSchema,
  factsSchema,
  isErased,
  principalsOf,
  storedRecord,
} from "./stored-record";
import { readVerdictHistory } from "./verdict-history";
import { type CallDetail, type CallRow, callDetailSchema, type TokenView } from "./view";

type StoredRow = {
  envelope: string;
  leaf: string;
  facts: string | null;
  received_at: string;
  judged_at_version: string;
  text: string | null;
  arguments: boolean;
  result: boolean;
  network: boolean;
  raw: boolean;
};

/** Throws `forbidden` and `not_found`. Payload parts are named, never contained. */
export async function getCall(
  deps: { pool: Pool; directory: DirectoryCache },
  viewer: Viewer,
  id: string,
): Promise<CallDetail> {
  needs(viewer, "calls:read");
  const joined = await readCall(deps.pool, id);
  const stored = await readStored(deps.pool, joined);
  const envelope = envelopeSchema.parse(JSON.parse(stored.envelope));
  const facts: Facts = stored.facts === null ? {} : factsSchema.parse(JSON.parse(stored.facts));
  const identities = await readIdentities(deps.pool, envelope);
  const record = storedRecord(envelope, facts, refsOf(identities));
  const { index, version } = await deps.directory.current();
  const row = toCallRow(joined);
  const { occurred_at: occurredAt, source_id: sourceId, event_id: eventId } = joined;
  const key = { occurredAt, sourceId, eventId };
  const [evidence = []] = await readCallEvidence(deps.pool.sql, [key]);
  const erased = isErased(envelope, stored.facts, refsOf(identities));
  const today = judge(record, { source: row.source.name, evidence }, index);
  const judgement = erased ? asStored(row, today) : today;
  const text = textSchema.parse(JSON.parse(stored.text ?? "{}"));
  const present = presentOf(stored);
  const [missing = []] = await readMissing(deps.pool.sql, [{ key, envelope, present }]);
  return callDetailSchema.parse({
    ...row,
    reasons: [
      ...(await observedReasons(deps.pool, row, envelope, key)),
      ...(await approvalReasons(deps.pool, row, key)),
      ...reasonsOf(row, judgement, Number(stored.judged_at_version), version),
    ],
    answers: threeAnswers(record, judgement, namesOf(row)),
    judgedAtVersion: Number(stored.judged_at_version),
    history: await readVerdictHistory(deps.pool.sql, key),
    timeFrom: facts.timeFrom ?? null,
    receivedAt: rfc3339(stored.received_at),
    callerTenant: facts.callerTenant ?? null,
    ranAsTenant: facts.ranAsTenant ?? null,
    ranAsAccount: facts.ranAsAccount ?? null,
    obtainedBy: envelope.downstream?.obtainedBy ?? null,
    serverResource: envelope.server?.resource ?? null,
    callerToken: tokenView(envelope.caller, facts.callerScopes, identities),
    ranAsToken: tokenView(envelope.downstream, facts.ranAsScopes, identities),
    authorization: envelope.decision
      ? {
          decision: envelope.decision.effect ?? null,
          decisionId: envelope.decision.id ?? null,
          policyVersion: envelope.decision.policy ?? null,
          ruleId: envelope.decision.rule ?? null,
          reason: text.reason ?? null,
        }
      : null,
    outcomeCode: envelope.outcome?.code ?? null,
    outcomeMessage: text.message ?? null,
    labels: text.labels ?? {},
    evidenceGiven: evidence.map(({ kind, source, iss, sub }) => ({ kind, source, iss, sub })),
    redacted: envelope.redacted ?? [],
    parts: PARTS.filter((part) => stored[part]),
    missing,
    erased,
    envelope: stored.envelope,
    leafHash: stored.leaf,
  });
}

const PARTS = ["arguments", "result", "network", "raw"] as const;

const textSchema = z.object({
  message: z.string().optional(),
  reason: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

function presentOf(stored: StoredRow) {
  const shown = PARTS.filter((part) => stored[part]);
  const others = (["text", "facts"] as const).filter((part) => stored[part] !== null);
  return new Set([...shown, ...others]);
}

async function observedReasons(
  pool: Pool,
  { flags }: CallRow,
  { decision }: Envelope,
  key: CallKey,
): Promise<Reason[]> {
  return [
    ...(flags.includes("executed_after_deny") ? [await deniedReason(pool, decision)] : []),
    ...(flags.includes("session_shared") ? [await sharedSessionReason(pool, key)] : []),
    ...(flags.includes("shared_credential") ? [await sharedCredentialReason(pool, key)] : []),
  ];
}

/** What was concluded before personal data of the call were erased; nobody can judge it any more. */
function asStored({ verdict, relation, caller, ranAs }: CallRow, today: Judgement): Judgement {
  const text = `Judged ${verdict} (${relation}) before personal data of it were erased; what it was judged by cannot be shown any more.`;
  const reasons = [{ rule: "erased", text }];
  const grades = { evidence: ranAs.evidence, callerEvidence: caller.evidence };
  return { ...today, verdict, relation, ...grades, reasons };
}

/** The stored verdict stands; when today's directory would say otherwise, that is said too. */
function reasonsOf(row: CallRow, today: Judgement, judgedAt: number, version: number): Reason[] {
  if (today.verdict === row.verdict && today.relation === row.relation) return today.reasons;
  const text = `Judged ${row.verdict} (${row.relation}) with the directory as it was at version ${judgedAt}; the reasons shown are those of today's version ${version}, which would say ${today.verdict} (${today.relation}).`;
  return [{ rule: "directory_changed", text }, ...today.reasons];
}

async function readStored(pool: Pool, row: JoinedRow): Promise<StoredRow> {
  const [stored] = await pool.sql<StoredRow[]>`
    SELECT c.envelope, encode(c.leaf_hash, 'hex') AS leaf, c.facts, c.received_at,
           c.judged_at_version, p.text, p.arguments IS NOT NULL AS arguments,
           p.result IS NOT NULL AS result, p.network IS NOT NULL AS network,
           r.ciphertext IS NOT NULL AS raw
    FROM call c
    LEFT JOIN payload p ON p.occurred_at = c.occurred_at AND p.batch_id = c.batch_id
                       AND p.batch_pos = c.batch_pos
    LEFT JOIN payload_raw r ON r.occurred_at = c.occurred_at AND r.batch_id = c.batch_id
                           AND r.batch_pos = c.batch_pos
    WHERE c.occurred_at = ${row.occurred_at} AND c.source_id = ${row.source_id}
      AND c.event_id = ${row.event_id}`;
  if (!stored) throw new Error("the call vanished between two reads");
  return stored;
}

async function readIdentities(
  pool: Pool,
  envelope: Envelope,
): Promise<Map<string, JoinedIdentity>> {
  const ids = principalsOf(envelope);
  const rows = await pool.sql<JoinedIdentity[]>`
    SELECT p.public_id, p.iss, p.sub, p.name, p.email, person.slug AS person,
           person.name AS person_name
    FROM principal p LEFT JOIN person ON person.id = p.person_id
    WHERE p.public_id = ANY(${ids}::text[])`;
  return new Map(rows.map((row) => [row.public_id, row]));
}

function refsOf(identities: ReadonlyMap<string, JoinedIdentity>) {
  return new Map(
    [...identities].flatMap(([id, { iss, sub }]) =>
      iss === null || sub === null ? [] : [[id, { iss, sub }] as const],
    ),
  );
}

function tokenView(
  side: { token?: EnvelopeToken } | undefined,
  scopes: string[] | undefined,
  identities: ReadonlyMap<string, JoinedIdentity>,
): TokenView | null {
  const token = side?.token;
  if (!token && !scopes) return null;
  const act = toIdentity(identities.get(token?.act ?? "") ?? null);
  return {
    aud: token?.aud,
    clientId: token?.client,
    jtiSha256: token?.jti,
    sha256: token?.sha256,
    scopes,
    iat: token?.iat,
    exp: token?.exp,
    act: act ?? undefined,
    cnf: token?.cnf,
  };
}

/** A directory name where there is one; otherwise the record's own words serve. */
function namesOf(row: CallRow) {
  const named = (identity: CallRow["caller"]["identity"]) =>
    identity?.person?.name ??
    identity?.person?.id ??
    identity?.name ??
    (identity?.principal === null ? "an erased identity" : undefined);
  return {
    caller: named(row.caller.identity),
    ranAs: named(row.ranAs.identity),
    client: row.client?.name ?? row.client?.id ?? undefined,
  };
}
