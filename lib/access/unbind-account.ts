import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { member, memberAccount } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command } from "./command";
import { hasWayInWithout, ONLY_WAY_IN } from "./ways-in";
import { requireRecentSignIn } from "./recent-sign-in";
import { endOtherSessionsOf, endSessionsOf } from "./revoke-session";

const account = { iss: z.string().min(1).max(2_000), sub: z.string().min(1).max(1_000) };

/**
 * Takes a company account away from oneself and ends one's other sessions: it may have opened them.
 * Throws `forbidden` without a recent sign-in, `not_found`, and `conflict` for the only way in.
 */
export const unbindOwnAccount = command({
  action: "account.unbound",
  needs: null,
  input: z.object(account),
  run: async (tx, pair, context) => {
    const memberId = await requireRecentSignIn(tx, context);
    await unbind(tx, memberId, pair);
    return { memberId, sessions: await endOtherSessionsOf(tx, context) };
  },
  audit: ({ iss, sub }, { memberId, sessions }) => ({
    subject: memberId,
    details: { account: `${iss} | ${sub}`, sessions },
  }),
});

/**
 * Takes a company account away from a member and ends their sessions. Throws `not_found`, and
 * `conflict` for the only way in: to shut a member out, disable them.
 */
export const unbindAccount = command({
  action: "account.unbound",
  needs: "members:write",
  input: z.object({
    id: z.string(),
    ...account,
    reason: z.string().trim().min(1, "say why").max(1_000),
  }),
  run: async (tx, { id, iss, sub }) => {
    await unbind(tx, id, { iss, sub });
    return { sessions: await endSessionsOf(tx, id) };
  },
  audit: ({ id, iss, sub, reason }, { sessions }) => ({
    subject: id,
    details: { account: `${iss} | ${sub}`, reason, sessions },
  }),
});

async function unbind(tx: Db, memberId: string, pair: { iss: string; sub: string }): Promise<void> {
  // Two ways in that are taken away at the same instant see each other.
  const [found] = await tx
    .select({ hash: member.passwordHash })
    .from(member)
    .where(eq(member.id, memberId))
    .for("update");
  const accounts = await tx
    .select({ iss: memberAccount.iss, sub: memberAccount.sub })
    .from(memberAccount)
    .where(eq(memberAccount.memberId, memberId));
  if (!accounts.some(({ iss, sub }) => iss === pair.iss && sub === pair.sub))
    throw new DomainError("not_found", "This member has no such company account.");
  if (!hasWayInWithout({ hasPassword: Boolean(found?.hash), accounts }))
    throw new DomainError("conflict", ONLY_WAY_IN);
  await tx
    .delete(memberAccount)
    .where(and(eq(memberAccount.iss, pair.iss), eq(memberAccount.sub, pair.sub)));
}
