import type { DirectoryIndex } from "../../identity/directory-index";
import { bitsToObservedFlags } from "../../identity/flag-bits";
import { judge } from "../../identity/judge";
import type { Judgement, PrincipalRef } from "../../identity/model";
import { severityWith } from "../../identity/severity";
import { readCallEvidence } from "../evidence/call-evidence";
import {
  type Envelope,
  envelopeSchema,
  factsSchema,
  isErased,
  principalsOf,
  storedRecord,
} from "../stored-record";
import type { Sql, StoredCall } from "./stored-call";

export type Judged = { call: StoredCall; judgement: Judgement };

/**
 * Judges stored calls by a directory: envelope, facts and independent evidence; what history raised
 * their severity to stays. A call that names a
 * principal whose row was erased, or whose facts were, is left out: nobody can tell any more what it
 * was judged by, so the verdict that it was given stands.
 */
export async function judgeStored(
  sql: Sql,
  calls: readonly StoredCall[],
  index: DirectoryIndex,
): Promise<Judged[]> {
  const envelopes = calls.map(({ envelope }) => envelopeSchema.parse(JSON.parse(envelope)));
  const evidence = await readCallEvidence(sql, calls);
  const principals = await readPrincipals(sql, envelopes);
  return calls.flatMap((call, n) => {
    const envelope = envelopes[n];
    if (envelope === undefined || isErased(envelope, call.facts, principals)) return [];
    const facts = call.facts === null ? {} : factsSchema.parse(JSON.parse(call.facts));
    const record = storedRecord(envelope, facts, principals);
    const asking = { source: call.sourceName, evidence: evidence[n] ?? [] };
    const judged = judge(record, asking, index);
    const severity = severityWith(judged.severity, bitsToObservedFlags(call.observedFlags));
    return [{ call, judgement: { ...judged, severity } }];
  });
}

export async function readPrincipals(
  sql: Sql,
  envelopes: readonly Envelope[],
): Promise<Map<string, PrincipalRef>> {
  const ids = [...new Set(envelopes.flatMap(principalsOf))];
  const found = await sql<{ id: string; iss: string; sub: string }[]>`
    SELECT public_id AS id, iss, sub FROM principal
    WHERE public_id = ANY(${ids}::text[]) AND sub IS NOT NULL`;
  return new Map(found.map(({ id, iss, sub }) => [id, { iss, sub }]));
}
