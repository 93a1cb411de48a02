import { eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../../db/client";
import { policyDraft, policyDraftAuthor } from "../../../db/schema/policy";
import { type Actor, actorName, command } from "../../access/command";
import { DomainError } from "../../errors";
import { indexDirectory } from "../../identity/directory-index";
import { readDirectory } from "../../identity/read-directory";
import { personsOf } from "../guard/author-rights";
import { holdDraft, refuseStale } from "./held-draft";

/**
 * A second admin's yes to one revision of a draft; the next save ends it. Throws `forbidden` for an
 * author, also through another account of the same person, and `conflict` with both revisions.
 */
export const agreeDraft = command({
  action: "draft.agreed",
  needs: "policy:write",
  input: z.strictObject({
    id: z.string().max(64),
    revision: z.int().min(1),
    reason: z.string().trim().min(3).max(500),
    /** Failing tests shall not hold it back. */
    overrideTests: z.boolean().default(false),
  }),
  run: async (tx, { id, revision, reason, overrideTests }, { actor }) => {
    const draft = await holdDraft(tx, id);
    refuseStale(draft, revision, { reason });
    const memberId = await refuseAuthor(tx, id, actor);
    await tx
      .update(policyDraft)
      .set({
        state: "agreed",
        agreedBy: actorName(actor),
        agreedByMember: memberId,
        agreedAt: sql`now()`,
        agreedRevision: revision,
        agreeReason: reason,
        overridesTests: overrideTests,
      })
      .where(eq(policyDraft.id, id));
    return { id, revision };
  },
  audit: ({ id, revision, reason, overrideTests }) => ({
    subject: id,
    details: { revision, reason, overrideTests },
  }),
});

export async function authorsOf(tx: Db, draftId: string) {
  return tx
    .select({ name: policyDraftAuthor.name, memberId: policyDraftAuthor.memberId })
    .from(policyDraftAuthor)
    .where(inArray(policyDraftAuthor.draftId, [draftId]))
    .orderBy(policyDraftAuthor.since, policyDraftAuthor.name);
}

async function refuseAuthor(tx: Db, draftId: string, actor: Actor): Promise<string> {
  if (actor.kind !== "member") {
    throw new DomainError("forbidden", "Agreeing takes a member: the operator is nobody's second.");
  }
  const { memberId } = actor.viewer;
  const authors = await authorsOf(tx, draftId);
  if (authors.some((author) => author.memberId === memberId)) {
    throw new DomainError("forbidden", "You wrote some of this draft: somebody else has to agree.");
  }
  const directory = indexDirectory(await readDirectory(tx));
  const members = [memberId, ...authors.flatMap((author) => author.memberId ?? [])];
  const persons = await personsOf(tx, directory, members);
  const own = persons.get(memberId);
  const [same] = authors.filter(
    (author) =>
      own !== undefined && author.memberId !== null && persons.get(author.memberId) === own,
  );
  if (same === undefined) return memberId;
  throw new DomainError(
    "forbidden",
    `${same.name}, who wrote some of this draft, is the same person as you: somebody else has to agree.`,
  );
}
