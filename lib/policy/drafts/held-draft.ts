// A draft in the hands of one verb: its row is locked until the transaction ends.
import { eq } from "drizzle-orm";
import type { Db } from "../../../db/client";
import { policyDraft, policyDraftAuthor } from "../../../db/schema/policy";
import { type Actor, actorName, memberIdOf } from "../../access/command";
import { DomainError } from "../../errors";
import { isOpenDraft } from "./model";

export type HeldDraft = typeof policyDraft.$inferSelect;

/** Throws `not_found`, and `conflict` for one that was published or discarded. */
export async function holdDraft(tx: Db, id: string): Promise<HeldDraft> {
  const [draft] = await tx.select().from(policyDraft).where(eq(policyDraft.id, id)).for("update");
  if (!draft) throw new DomainError("not_found", "There is no such draft.");
  if (isOpenDraft(draft.state)) return draft;
  const became =
    draft.state === "published" ? `version ${draft.publishedAs}` : "nothing: it was discarded";
  throw new DomainError("conflict", `This draft has ended; it became ${became}.`);
}

/**
 * Throws `conflict` with both texts where somebody saved since this revision was read: nothing is
 * written over.
 */
export function refuseStale(
  draft: HeldDraft,
  revision: number,
  yours: Record<string, unknown>,
): void {
  if (draft.revision === revision) return;
  const { savedBy, title, reason, document, base } = draft;
  throw new DomainError(
    "conflict",
    `${savedBy} saved revision ${draft.revision}; yours was made from revision ${revision}.`,
    {
      details: {
        theirs: { revision: draft.revision, savedBy, title, reason, document, base },
        yours: { revision, ...yours },
      },
    },
  );
}

/** Whoever writes any of it is an author from then on. */
export async function noteAuthor(tx: Db, draftId: string, actor: Actor): Promise<void> {
  await tx
    .insert(policyDraftAuthor)
    .values({ draftId, name: actorName(actor), memberId: memberIdOf(actor) })
    .onConflictDoNothing();
}
