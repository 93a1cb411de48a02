import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { member, memberSession } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command } from "./command";
import { hashPassword, passwordSchema } from "./password";

/** Sets a local member's password and ends all their sessions. Throws `not_found`. */
export const setPassword = command({
  action: "member.password_set",
  needs: "members:write",
  input: z.object({ email: z.email(), password: passwordSchema }),
  run: async (tx, { email, password }) => {
    const [found] = await tx
      .update(member)
      .set({ passwordHash: await hashPassword(password) })
      .where(eq(sql`lower(${member.email})`, email.toLowerCase()))
      .returning({ id: member.id });
    if (!found) throw new DomainError("not_found", `No member has the e-mail ${email}.`);
    await tx
      .update(memberSession)
      .set({ endedAt: new Date().toISOString() })
      .where(and(eq(memberSession.memberId, found.id), isNull(memberSession.endedAt)));
    return found;
  },
  audit: (_input, { id }) => ({ subject: id }),
});
