import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { accessToken } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command } from "./command";

/** Ends one of the own tokens at once. Throws `not_found`. */
export const revokeOwnToken = command({
  action: "token.revoked",
  needs: null,
  input: z.object({ id: z.string() }),
  run: async (tx, { id }, { actor }) => {
    if (actor.kind !== "member" || actor.viewer.tokenId !== null) {
      throw new DomainError("forbidden", "Only somebody who is signed in can revoke their tokens.");
    }
    return revoke(tx, actor.viewer.memberId, id);
  },
  audit: ({ id }, { name }) => ({ subject: id, details: { name } }),
});

/** Ends a token of any member at once. Throws `not_found`. */
export const revokeToken = command({
  action: "token.revoked",
  needs: "members:write",
  input: z.object({
    memberId: z.string(),
    id: z.string(),
    reason: z.string().trim().min(1, "say why").max(1_000),
  }),
  run: (tx, { memberId, id }) => revoke(tx, memberId, id),
  audit: ({ id, memberId, reason }, { name }) => ({
    subject: id,
    details: { name, member: memberId, reason },
  }),
});

async function revoke(tx: Db, memberId: string, id: string): Promise<{ name: string }> {
  const [revoked] = await tx
    .update(accessToken)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(accessToken.id, id),
        eq(accessToken.memberId, memberId),
        isNull(accessToken.revokedAt),
      ),
    )
    .returning({ name: accessToken.name });
  if (!revoked) throw new DomainError("not_found", "No live token has this id.");
  return revoked;
}
