import type { ApprovalDetail } from "@/lib/approvals/view";
import { createDraft, discardDraft, editDraft } from "@/lib/policy/requests";

/**
 * Begins a draft that lets this caller use this tool without being asked about; its id. Throws with
 * words for the reader where the policy cannot say it.
 */
export async function draftRule(detail: ApprovalDetail, times: number): Promise<string> {
  // The policy's own code is large, and few ever come here.
  const [{ draftRuleEdits }, { readPolicy }] = await Promise.all([
    import("@/lib/approvals/draft-rule"),
    import("@/lib/policy/read-policy"),
  ]);
  const subject = subjectOf(detail);
  const draft = await createDraft({
    title: `No more asking: ${detail.sentence.caller}, ${detail.sentence.what}`.slice(0, 200),
    reason: `Approved ${times} times in a row; now asked for once more as ${detail.id}.`,
  });
  try {
    const read = readPolicy(draft.document);
    if (!read.ok) throw new Error("The policy in force cannot be read.");
    const edits = draftRuleEdits(read.policy, {
      subject,
      resource: detail.resource,
      ruleIds: detail.rules.map(({ id }) => id),
      reason: `approved ${times} times in a row before ${detail.id}`,
    });
    if (edits === null) throw new Error("A rule needs one tool, and the call names none.");
    await editDraft(draft.id, draft.revision, edits);
  } catch (error) {
    // A draft without the rule would only be in the way.
    await discardDraft(draft.id, "The rule could not be written.");
    throw error;
  }
  return draft.id;
}

/** The person where the principal is linked to one. */
function subjectOf({ caller }: ApprovalDetail): string {
  if (caller?.person) return `person:${caller.person.id}`;
  if (caller?.principal && !caller.principal.iss.includes("|")) {
    return `principal:${caller.principal.iss}|${caller.principal.sub}`;
  }
  throw new Error("A rule needs a caller, and the call names none that a rule can name.");
}
