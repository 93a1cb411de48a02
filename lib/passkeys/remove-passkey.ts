import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { memberPasskey } from "../../db/schema/access";
import { command } from "../access/command";
import { requireRecentSignIn } from "../access/recent-sign-in";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { removedNotice, tellOfPasskey } from "./notices";

/** One of one's own signs nothing any more. Throws `forbidden` without a recent sign-in, `not_found`. */
export const removeOwnPasskey = (env: Pick<Env, "smtpUrl">) =>
  command({
    action: "passkey.removed",
    needs: null,
    input: z.object({ id: z.string().max(64) }),
    run: async (tx, { id }, context) => remove(tx, env, await requireRecentSignIn(tx, context), id),
    audit: ({ id }, { memberId, name, told }) => ({
      subject: memberId,
      details: { passkey: id, name, told },
    }),
  });

/** A lost one of any member. Throws `not_found`. */
export const removeMemberPasskey = (env: Pick<Env, "smtpUrl">) =>
  command({
    action: "passkey.removed",
    needs: "members:write",
    input: z.object({
      memberId: z.string().max(64),
      id: z.string().max(64),
      reason: z.string().trim().min(1, "say why").max(1_000),
    }),
    run: (tx, { memberId, id }) => remove(tx, env, memberId, id),
    audit: ({ id, reason }, { memberId, name, told }) => ({
      subject: memberId,
      details: { passkey: id, name, reason, told },
    }),
  });

async function remove(tx: Db, env: Pick<Env, "smtpUrl">, memberId: string, id: string) {
  const [removed] = await tx
    .update(memberPasskey)
    .set({ removedAt: sql`now()` })
    .where(
      and(
        eq(memberPasskey.id, id),
        eq(memberPasskey.memberId, memberId),
        isNull(memberPasskey.removedAt),
      ),
    )
    .returning({ name: memberPasskey.name });
  if (!removed) throw new DomainError("not_found", "There is no such passkey.");
  const told = await tellOfPasskey(tx, env, memberId, { id, notice: removedNotice(removed.name) });
  return { memberId, name: removed.name, told };
}
