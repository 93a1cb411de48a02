import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { policyDraft } from "../../../db/schema/policy";
import { actorName, command } from "../../access/command";
import { holdDraft } from "./held-draft";

/** Ends a draft without publishing it; it stays readable. Throws `conflict` for one that has ended. */
export const discardDraft = command({
  action: "draft.discarded",
  needs: "policy:write",
  input: z.strictObject({
    id: z.string().max(64),
    reason: z.string().trim().min(3).max(500),
  }),
  run: async (tx, { id, reason }, { actor }) => {
    const draft = await holdDraft(tx, id);
    await tx
      .update(policyDraft)
      .set({
        state: "discarded",
        endedBy: actorName(actor),
        endedAt: sql`now()`,
        endReason: reason,
      })
      .where(eq(policyDraft.id, id));
    return { id, revision: draft.revision };
  },
  audit: ({ id, reason }, { revision }) => ({ subject: id, details: { reason, revision } }),
});
