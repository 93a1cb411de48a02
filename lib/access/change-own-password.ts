import { eq } from "drizzle-orm";
import { z } from "zod";
import { member } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command, type CommandContext } from "./command";
import { hashPassword, passwordSchema, verifyPassword } from "./password";
import { ownSession, requireRecentSignIn } from "./recent-sign-in";
import { endOtherSessionsOf } from "./revoke-session";
import { forgiveTries, noteTry } from "./tries";

const TRIES = 5;

export const ownPasswordInput = z.strictObject({
  /** The password until now; without one, a recent sign-in stands for it. */
  current: z.string().max(256).optional(),
  password: passwordSchema,
});

/**
 * Sets one's own password and ends one's other sessions; says how many. Throws `invalid` for a wrong
 * old one, `too_many_requests` after 5 of them in 15 minutes, `forbidden` without a recent sign-in
 * where there was no password.
 */
export async function changeOwnPassword(
  context: CommandContext,
  input: z.input<typeof ownPasswordInput>,
): Promise<{ ended: number }> {
  const subject = `password of ${ownSession(context).memberId}`;
  // Counted outside the change, which a wrong password takes back.
  await noteTry(context.pool, subject, TRIES);
  const { ended } = await change(context, input);
  await forgiveTries(context.pool, subject);
  return { ended };
}

const change = command({
  action: "member.password_changed",
  needs: null,
  input: ownPasswordInput,
  run: async (tx, { current, password }, context) => {
    const { memberId } = ownSession(context);
    const [found] = await tx
      .select({ hash: member.passwordHash })
      .from(member)
      .where(eq(member.id, memberId))
      .for("update");
    const hash = found?.hash ?? null;
    if (hash === null) await requireRecentSignIn(tx, context);
    else if (!(await verifyPassword(hash, current ?? ""))) throw wrong();
    await tx
      .update(member)
      .set({ passwordHash: await hashPassword(password) })
      .where(eq(member.id, memberId));
    return { memberId, first: hash === null, ended: await endOtherSessionsOf(tx, context) };
  },
  audit: (_input, { memberId, first, ended }) => ({
    subject: memberId,
    details: { first, sessions: ended },
  }),
});

function wrong(): DomainError {
  const message = "is not your password until now";
  return new DomainError("invalid", `current: ${message}`, {
    fields: [{ path: "current", message }],
  });
}
