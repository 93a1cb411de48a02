import type { CallRow } from "@/lib/calls/view";
import { markedText } from "@/lib/hostile-text";
import { identityLabel } from "./identity-label";
import { VERDICT_WORDS } from "./verdict-words";

/**
 * The pair as one sentence, for assistive technology and copies: "Alice ran as svc-jira: mismatch", or
 * "would run as" of a call that is `ahead`.
 */
export function pairSentence(
  { caller, ranAs, verdict }: Pick<CallRow, "caller" | "ranAs" | "verdict">,
  ahead = false,
): string {
  const who = caller.identity ? identityLabel(caller.identity).name : "No known caller";
  const claimed = verdict === "unattributed" && caller.identity ? " (claimed name)" : "";
  if (verdict === "not_run" && !ranAs.identity) return markedText(`${who}${claimed}: not run`);
  const unnamed =
    ranAs.kind === "passthrough" ? "whoever sent the token" : "an identity nobody reported";
  const as = ranAs.identity ? identityLabel(ranAs.identity, ranAs.kind).name : unnamed;
  return markedText(
    `${who}${claimed} ${ahead ? "would run" : "ran"} as ${as}: ${VERDICT_WORDS[verdict]}`,
  );
}
