import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { source } from "../../db/schema/directory";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";

/**
 * Ends a source for good: its keys answer 401 within a second, what it sent stays. Throws
 * `not_found`, and `gone` when it was revoked before.
 */
export const revokeSource = command({
  action: "source.revoked",
  needs: "sources:write",
  input: z.strictObject({ id: z.string().max(64), reason: z.string().trim().min(3).max(500) }),
  run: async (tx, { id, reason }, { actor }) => {
    const isMeant = and(eq(source.publicId, id), eq(source.isSystem, false));
    const [found] = await tx.select().from(source).where(isMeant).for("update");
    if (!found) throw new DomainError("not_found", "There is no such source.");
    if (found.revokedAt !== null) {
      throw new DomainError("gone", `The source ${found.name} was revoked.`);
    }
    await tx
      .update(source)
      .set({
        revokedAt: new Date().toISOString(),
        revokedBy: actorName(actor),
        revokedReason: reason,
      })
      .where(eq(source.id, found.id));
    return { id, name: found.name };
  },
  audit: ({ id, reason }, { name }) => ({ subject: id, details: { name, reason } }),
});
