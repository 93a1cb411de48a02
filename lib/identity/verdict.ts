// Which verdict when several fit: the precedence of `verdicts.md` as a list. The first that fits wins.
import type { CallFacts } from "./call-facts";
import type { Flag, Relation, Sanction, Verdict } from "./model";

export type Considered = {
  call: CallFacts;
  relation: Relation;
  flags: readonly Flag[];
  sanction: Sanction | undefined;
};

export function verdictOf(considered: Considered): Verdict {
  return PRECEDENCE.find(([, fits]) => fits(considered))?.[0] ?? "match";
}

const PRECEDENCE: readonly (readonly [Verdict, (considered: Considered) => boolean])[] = [
  ["contradicted", ({ call }) => call.contradiction !== undefined],
  ["not_run", ({ relation }) => relation === "none"],
  ["unattributed", ({ call }) => call.caller.grade !== "validated"],
  ["mismatch", (considered) => isMismatch(considered)],
  ["unknown", ({ relation }) => relation === "unknown"],
  ["sanctioned", ({ sanction }) => sanction !== undefined],
  ["claimed", ({ call }) => call.downstream.grade === "configured"],
];

/** A broken rule needs both sides known; the caller's was settled one line above. */
function isMismatch({ call, relation, flags, sanction }: Considered): boolean {
  if (relation === "other_person" && sanction === undefined) return true;
  return call.downstream.known && flags.some((flag) => MISMATCH_FLAGS.has(flag));
}

const MISMATCH_FLAGS: ReadonlySet<Flag> = new Set<Flag>([
  "inbound_audience_mismatch",
  "token_passthrough",
  "audience_mismatch",
  "client_mismatch",
  "consent_mismatch",
  "actor_untrusted",
  "scope_escalation",
  "tenant_crossed",
  "caller_expired",
  "revoked_before_call",
  "undeclared_service",
]);
