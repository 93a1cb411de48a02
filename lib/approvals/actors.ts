import { isJsonObject } from "../calls/adapters/json-values";
import { memberOf, textMember } from "../policy/member-of";
import type { EvaluationRequest } from "../policy/request";

/** A body is not deeper. */
const MOST = 64;

/**
 * Who acts for the caller, the one that acts now first (RFC 8693, 4.1). One that names no issuer is of
 * its subject's.
 */
export function actorsIn({ subject }: EvaluationRequest): { iss: string; sub: string }[] {
  const found: { iss: string; sub: string }[] = [];
  let iss = textMember(subject.properties, "iss");
  let act = memberOf(subject.properties, "act");
  for (let depth = 0; isJsonObject(act) && depth < MOST; depth += 1) {
    iss = textMember(act, "iss") ?? iss;
    const sub = textMember(act, "sub");
    if (iss !== undefined && sub !== undefined) found.push({ iss, sub });
    act = memberOf(act, "act");
  }
  return found;
}
