// What a replay finds, as it is called on screen.
import { type DraftView, isOpenDraft } from "@/lib/policy/drafts/model";
import { BY_ARGUMENTS, type Outcome, type ReplayView } from "@/lib/policy/replay/model";

/**
 * What stands among the findings. Where arguments were read and may be seen, the calls that depend on
 * them are counted as what they became, and not once more.
 */
export function isShown(
  outcome: Outcome,
  { readsArguments, showsArguments }: Pick<ReplayView, "readsArguments" | "showsArguments">,
): boolean {
  return outcome !== BY_ARGUMENTS || !readsArguments || !showsArguments;
}

/**
 * Why what it found may be wrong of the draft, also once the draft has ended: null where it was of
 * this very text. An open draft is to be published on the version in force, an ended one was on its own.
 */
export function staleWords(
  { revision, base }: Pick<ReplayView, "revision" | "base">,
  draft: Pick<DraftView, "revision" | "base" | "inForce" | "state">,
): string | null {
  const open = isOpenDraft(draft.state);
  const on = open ? draft.inForce : draft.base;
  if (revision === draft.revision && base === on) return null;
  const of = `This is of revision ${revision} on ${versionWords(base)}`;
  if (open) return `${of}: the draft or the version in force has changed since. Replay again.`;
  const ended = `revision ${draft.revision} on ${versionWords(on)}`;
  return draft.state === "published"
    ? `${of}, and ${ended} was published: what was published was not replayed.`
    : `${of}, and the draft ended as ${ended}.`;
}

function versionWords(version: number): string {
  return version === 0 ? "no version" : `version ${version}`;
}

export const OUTCOME_WORDS: Record<Outcome, { name: string; meaning: string }> = {
  revoked: { name: "Revoked", meaning: "was let through or held, would be denied" },
  newly_asked: {
    name: "Newly asked",
    meaning: "was let through or denied, would be held for an approval",
  },
  gained: { name: "Gained", meaning: "was denied, would be let through" },
  no_longer_asked: { name: "No longer asked", meaning: "was held, would be let through" },
  arguments_gone: {
    name: "Arguments are gone",
    meaning: "a condition reads them, and they are past their retention",
  },
  arguments_not_recorded: {
    name: "Arguments were not recorded",
    meaning: "a condition reads them, and the gateway never sent them",
  },
  arguments_redacted: {
    name: "Arguments are redacted",
    meaning: "a condition reads just what was taken out",
  },
  context_not_recorded: {
    name: "Not in the record",
    meaning: "a condition reads something that calls do not carry",
  },
  rate: { name: "Depends on a limit", meaning: "how often it was called decides" },
  approval: { name: "Depends on an approval", meaning: "what approvers would have said decides" },
  depends_on_arguments: {
    name: "Depends on arguments",
    meaning: "arguments decide, and seeing that needs the permission payload:read",
  },
};
