import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { accessToken, member } from "../../db/schema/access";
import { DomainError } from "../errors";
import { makeAccessToken } from "./access-token";
import { type Actor, actorName, command } from "./command";
import { findMember } from "./create-member";

const DAY_MS = 24 * 3600 * 1000;

const input = z.object({
  name: z.string().trim().min(1, "what it is for").max(100),
  expiresInDays: z.number().int().min(1).max(366).default(90),
});

/** A token for oneself. The text is returned only here. Throws `forbidden` for a token's request. */
export const createToken = command({
  action: "token.created",
  needs: null,
  input,
  run: async (tx, one, { actor }) => {
    if (actor.kind !== "member" || actor.viewer.tokenId !== null) {
      throw new DomainError("forbidden", "Only somebody who is signed in can make a token.");
    }
    return insertToken(tx, actor.viewer.memberId, one, actor);
  },
  audit: ({ name }, { id, expiresAt }) => ({ subject: id, details: { name, expiresAt } }),
});

/** A token for an enabled member, made at the machine. Throws `not_found`. */
export const createTokenFor = command({
  action: "token.created",
  needs: "members:write",
  input: input.extend({ email: z.string().max(254) }),
  run: async (tx, { email, ...one }, { actor }) => {
    if (actor.kind === "member") {
      throw new DomainError("forbidden", "Nobody makes a token in another member's name.");
    }
    const found = await findMember(tx, email);
    if (!found) throw new DomainError("not_found", `No member has the e-mail ${email}.`);
    return insertToken(tx, found.id, one, actor);
  },
  audit: ({ email, name }, { id, expiresAt }) => ({
    subject: id,
    details: { email, name, expiresAt },
  }),
});

async function insertToken(
  tx: Db,
  memberId: string,
  { name, expiresInDays }: z.output<typeof input>,
  actor: Actor,
): Promise<{ id: string; text: string; expiresAt: string }> {
  const [enabled] = await tx
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.id, memberId), isNull(member.disabledAt)));
  if (!enabled) throw new DomainError("not_found", "This member is disabled.");
  const { id, text, secretSha256 } = makeAccessToken();
  const expiresAt = new Date(Date.now() + expiresInDays * DAY_MS).toISOString();
  const createdBy = actorName(actor);
  await tx.insert(accessToken).values({ id, memberId, name, secretSha256, createdBy, expiresAt });
  return { id, text, expiresAt };
}
