import { eq } from "drizzle-orm";
import { z } from "zod";
import { sanctionProposal } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { waitingProposal } from "./waiting-proposal";

/** Takes a proposal off the table: another admin's no, or the proposer's own change of mind. */
export const declineSanction = command({
  action: "sanction.declined",
  needs: "directory:write",
  input: z.object({ id: z.string().max(100), reason: z.string().trim().min(1).max(1_000) }),
  run: async (tx, { id, reason }, { actor }) => {
    await waitingProposal(tx, id);
    await tx
      .update(sanctionProposal)
      .set({
        outcome: "declined",
        decidedBy: actorName(actor),
        decidedAt: new Date().toISOString(),
        decisionReason: reason,
      })
      .where(eq(sanctionProposal.id, id));
    return { id };
  },
  audit: ({ id, reason }) => ({ subject: id, details: { reason } }),
});
