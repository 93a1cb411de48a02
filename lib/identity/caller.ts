// Who asked: the caller's side of a call, resolved once.
import type { CallerEvidence, CallRecord, TokenFacts } from "../calls/model";
import { type DirectoryIndex, type Person, personOf } from "./directory-index";
import { callerGrade } from "./evidence";
import type { PrincipalRef } from "./model";
import { defaultIssuer, isSpiffeId, principalKey } from "./principal";

export type CallerSide = {
  /** After the source's ceiling; `absent` exactly when no principal is named. */
  grade: CallerEvidence;
  principal?: PrincipalRef | undefined;
  person?: Person | undefined;
  /** Acts for nobody: linked to no person and known to be a service, a client or a workload. */
  machine: boolean;
  /** Namespace of the token's `jti`, whether or not a subject is named. */
  issuer: string;
  token?: TokenFacts | undefined;
  tenant?: string | undefined;
  /** As the gateway asserts them; what they are worth depends on the source. */
  groups?: readonly string[] | undefined;
};

/** A caller is there when a subject is named and the source's word is worth something. */
export function callerOf(record: CallRecord, source: string, index: DirectoryIndex): CallerSide {
  const said = record.caller;
  const iss = said?.iss ?? defaultIssuer(source, index);
  const grade = callerGrade(said?.evidence, index.gateways.get(source)?.callerCeiling);
  const sub = grade === "absent" ? undefined : said?.sub;
  const principal = sub === undefined ? undefined : { iss, sub };
  const person = personOf(index, principal);
  // Written out, not spread: this runs for every event, and copying doubles its time.
  return {
    grade: principal === undefined ? "absent" : grade,
    principal,
    person,
    machine: person === undefined && isMachine(principal, said?.token, index),
    issuer: iss,
    token: said?.token,
    tenant: said?.tenant,
    groups: said?.groups,
  };
}

function isMachine(
  principal: PrincipalRef | undefined,
  token: TokenFacts | undefined,
  index: DirectoryIndex,
): boolean {
  if (principal === undefined) return false;
  return (
    index.services.has(principalKey(principal)) ||
    principal.sub === token?.clientId ||
    isSpiffeId(principal.sub)
  );
}
