// One answer to several approvals: a vote for each, in a transaction and with a record of its own.
import { z } from "zod";
import { type CommandContext, parseInput } from "../access/command";
import { ownSession } from "../access/recent-sign-in";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { decideApproval } from "./decide-approval";
import { CHOICES, MOST_SELECTED } from "./model";
import { findVisible } from "./find-visible";
import { readCandidates } from "./read-candidates";
import { whyNotTogether } from "./selection";
import type { SelectionResult } from "./selection-view";

export const selectionIds = z
  .array(z.string().max(64))
  .min(2)
  .max(MOST_SELECTED)
  .refine((ids) => new Set(ids).size === ids.length, { message: "the same one twice" });

export const decideSelectionInput = z
  .strictObject({
    ids: selectionIds,
    choice: z.enum(CHOICES),
    reason: z.string().trim().min(3).max(500).optional(),
  })
  .refine(({ choice, reason }) => choice === "approve" || reason !== undefined, {
    message: "say why",
    path: ["reason"],
  });

/**
 * As oneself, by a sign-in of the last five minutes. Throws `not_found`, `conflict` where one answer
 * cannot go to all of them, and `forbidden` without the sign-in; then none is decided.
 */
export const decideSelection =
  ({ env, report }: { env: Pick<Env, "url">; report: (error: unknown) => void }) =>
  async (
    context: CommandContext,
    input: z.input<typeof decideSelectionInput>,
  ): Promise<SelectionResult> => {
    const { ids, choice, reason } = parseInput(decideSelectionInput, input);
    const { memberId, viewer } = ownSession(context);
    for (const id of ids) await findVisible(context.pool, viewer, id);
    const candidates = await readCandidates(context.pool.db, memberId, ids);
    const refusal = whyNotTogether(choice, candidates);
    if (refusal !== null)
      throw new DomainError("conflict", refusal.why, { details: { id: refusal.id } });
    const selection = randomId("sel");
    const result: SelectionResult = { decided: [], refused: [] };
    for (const id of ids) {
      try {
        const answer = { choice, reason };
        const { state } = await decideApproval(env)(context, { id, answer, selection });
        result.decided.push({ id, state });
      } catch (error) {
        // Once one is decided, the rest is told beside it, whatever happened.
        if (result.decided.length === 0 && endsAll(error)) throw error;
        if (!(error instanceof DomainError)) report(error);
        result.refused.push({ id, why: wordsOf(error) });
      }
    }
    return result;
  };

/** None of the others could be decided either. */
function endsAll(error: unknown): boolean {
  return !(error instanceof DomainError) || error.details?.["signInAgain"] === true;
}

function wordsOf(error: unknown): string {
  return error instanceof DomainError ? error.message : "It could not be decided just now.";
}
