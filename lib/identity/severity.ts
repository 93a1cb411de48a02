// How loud a judgement is: the highest that its verdict, its relation and any of its flags gives.
import {
  type Flag,
  type ObservedFlag,
  type Relation,
  type Risk,
  SEVERITIES,
  type Severity,
  type Verdict,
} from "./model";

export type Weighable = {
  verdict: Verdict;
  relation: Relation;
  /** A sanction covers the downstream identity, whatever else decided the verdict. */
  sanctioned: boolean;
  flags: readonly (Flag | ObservedFlag)[];
  /** The tool's; what nobody classified counts as destructive. */
  risk: Risk;
};

export function severityOf({ verdict, relation, sanctioned, flags, risk }: Weighable): Severity {
  let highest = rank(BY_VERDICT[verdict]);
  if (relation === "other_person" && !sanctioned) highest = Math.max(highest, rank("critical"));
  for (const flag of flags) {
    const destructive = flag === "undeclared_service" && risk === "destructive";
    highest = Math.max(highest, rank(destructive ? "high" : BY_FLAG[flag]));
  }
  return SEVERITIES[highest] ?? "none";
}

/** With flags that were found in history: never lower than what the judge said. */
export function severityWith(judged: Severity, observed: readonly ObservedFlag[]): Severity {
  const ranks = observed.map((flag) => rank(BY_FLAG[flag]));
  return SEVERITIES[Math.max(rank(judged), ...ranks)] ?? judged;
}

function rank(severity: Severity | undefined): number {
  return severity === undefined ? 0 : SEVERITIES.indexOf(severity);
}

const BY_VERDICT: Partial<Record<Verdict, Severity>> = {
  contradicted: "critical",
  mismatch: "medium",
  unattributed: "medium",
  unknown: "low",
};

/** A flag that would be a mismatch counts as one even where another verdict came first. */
const BY_FLAG: Partial<Record<Flag | ObservedFlag, Severity>> = {
  token_passthrough: "high",
  audience_mismatch: "high",
  client_mismatch: "high",
  consent_mismatch: "high",
  actor_untrusted: "high",
  revoked_before_call: "high",
  tenant_crossed: "high",
  executed_after_deny: "high",
  approval_missing: "high",
  approval_differs: "high",
  session_shared: "high",
  inbound_audience_mismatch: "medium",
  scope_escalation: "medium",
  caller_expired: "medium",
  undeclared_service: "medium",
};
