// The three questions of the detail view, answered in one sentence each, with its evidence grade.
import type {
  CallerEvidence,
  CallRecord,
  DownstreamEvidence,
  DownstreamKind,
} from "../calls/model";
import type { Judgement, Verdict } from "./model";
import { shown } from "./naming";

export type Answer = { text: string; evidence: CallerEvidence | DownstreamEvidence };
export type ThreeAnswers = { ranAs: Answer; authorisedBy: Answer; difference: Answer };
/** Display names from the directory, where it knows any; otherwise the record's own words serve. */
export type Names = {
  caller?: string | undefined;
  ranAs?: string | undefined;
  client?: string | undefined;
};

/** As whom did it run; who authorised it; if the two differ: why, and is that intentional? */
export function threeAnswers(
  record: CallRecord,
  judgement: Judgement,
  names: Names = {},
): ThreeAnswers {
  return {
    ranAs: { text: ranAsText(record, judgement, names), evidence: judgement.evidence },
    authorisedBy: {
      text: authorisedByText(record, judgement, names),
      evidence: judgement.callerEvidence,
    },
    difference: {
      text: `${DIFFERENCE[judgement.verdict](judgement)}${because(judgement)}`,
      evidence: weakest(judgement),
    },
  };
}

function ranAsText(record: CallRecord, judgement: Judgement, names: Names): string {
  const { kind, sub, credential, token } = record.downstream ?? {};
  if (judgement.relation === "none") return "Ran as nobody: nothing reached a downstream system.";
  if (judgement.evidence === "absent") return "Ran as an unknown identity: nothing names it.";
  const secret = credential?.id ?? token?.sha256;
  const unnamed =
    secret === undefined ? undefined : `whoever credential ${shown(secret)} stands for`;
  const caller = kind === "passthrough" ? (names.caller ?? record.caller?.sub) : undefined;
  const who = names.ranAs ?? sub ?? credential?.owner ?? caller ?? unnamed ?? "somebody unnamed";
  const how = kind === undefined ? "" : KIND_WORDS[kind];
  const service = judgement.relation === "service" ? ", a service identity" : "";
  const told = judgement.evidence === "configured" ? "By configuration, ran as" : "Ran as";
  return `${told} ${shown(who)}${service}${how}.`;
}

function authorisedByText(record: CallRecord, judgement: Judgement, names: Names): string {
  const { client, authorization, approval, outcome } = record;
  const through = names.client ?? client?.id ?? client?.name;
  const via = through === undefined ? "" : ` through ${shown(through)}`;
  if (judgement.callerEvidence === "absent")
    return `Nobody is named as the caller${via && `,${via}`}.`;
  const decision = authorization?.decision;
  const refused = outcome?.status === "denied" || decision === "deny";
  const who = shown(names.caller ?? record.caller?.sub ?? "somebody unnamed");
  return [
    `${refused ? "Asked for" : "Authorised"} by ${who}${via}`,
    judgement.callerEvidence === "asserted" ? ", by their own word only" : "",
    decision === undefined ? "" : `; the gateway's policy said ${decision}`,
    approval?.id === undefined ? "" : `; approval ${shown(approval.id)}`,
    ".",
  ].join("");
}

const DIFFERENCE: Record<Verdict, (judgement: Judgement) => string> = {
  contradicted: () => "Whether they differ is disputed, and nobody explained it:",
  not_run: () => "There is nothing to compare:",
  unattributed: () => "Whether they differ cannot be said without a verified caller:",
  mismatch: ({ relation }) =>
    BELONG_TOGETHER.has(relation)
      ? "They belong together, but a rule was broken and nobody explained it:"
      : "They differ, and nobody explained it:",
  unknown: () => "Whether they differ is unknown:",
  sanctioned: () => "They differ, which is intentional:",
  claimed: () => "They do not differ by configuration; nothing in the call proves it:",
  match: () => "They do not differ:",
};
const BELONG_TOGETHER: ReadonlySet<string> = new Set(["same_person", "delegated", "impersonated"]);

/** The reasons that decided: those of flags for information would only dilute them. */
function because({ reasons }: Judgement): string {
  const deciding = reasons.filter(({ rule }) => !BESIDE_THE_POINT.has(rule));
  return deciding.map(({ text }) => ` ${text}`).join("");
}
const BESIDE_THE_POINT: ReadonlySet<string> = new Set([
  "audience_multiple",
  "audience_normalized",
  "actor_missing",
  "sender_constraint_dropped",
  "downstream_unverified",
  "long_lived_credential",
  "evidence_ceiling",
]);

/** A comparison is worth as much as the weaker of its two sides. */
function weakest({ evidence, callerEvidence }: Judgement): Answer["evidence"] {
  if (evidence === "absent" || callerEvidence === "validated") return evidence;
  return callerEvidence;
}

const KIND_WORDS: Record<DownstreamKind, string> = {
  user_token: ", with a user's token",
  exchanged_token: ", with an exchanged token",
  capability_token: ", with a capability token",
  client_credentials: ", with client credentials",
  api_key: ", with an API key",
  workload: ", with a workload identity",
  passthrough: ", with the caller's own token",
  none: "",
};
