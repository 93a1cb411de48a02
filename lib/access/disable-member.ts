import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { member } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command } from "./command";
import { refuseLastOwner } from "./lock-owners";
import { endSessionsOf } from "./revoke-session";

const reason = z.string().trim().min(1, "say why").max(1_000);

/**
 * Shuts a member out at once: sessions end and tokens are dead while it lasts. Throws `not_found`
 * unless they are enabled, and `conflict` for the last owner.
 */
export const disableMember = command({
  action: "member.disabled",
  needs: "members:write",
  input: z.object({ id: z.string(), reason }),
  run: async (tx, { id }) => {
    await refuseLastOwner(tx, id);
    const [found] = await tx
      .update(member)
      .set({ disabledAt: sql`now()` })
      .where(and(eq(member.id, id), isNull(member.disabledAt)))
      .returning({ id: member.id, email: member.email });
    if (!found) throw new DomainError("not_found", "No enabled member has this id.");
    return { ...found, sessions: await endSessionsOf(tx, id) };
  },
  audit: ({ id, reason }, { email, sessions }) => ({
    subject: id,
    details: { email, reason, sessions },
  }),
});

/** Lets a disabled member in again, with the roles they have. Throws `not_found`. */
export const enableMember = command({
  action: "member.enabled",
  needs: "members:write",
  input: z.object({ id: z.string(), reason }),
  run: async (tx, { id }) => {
    const [found] = await tx
      .update(member)
      .set({ disabledAt: null })
      .where(and(eq(member.id, id), isNotNull(member.disabledAt)))
      .returning({ id: member.id, email: member.email });
    if (!found) throw new DomainError("not_found", "No disabled member has this id.");
    return found;
  },
  audit: ({ id, reason }, { email }) => ({ subject: id, details: { email, reason } }),
});
