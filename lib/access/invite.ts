import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { invitation } from "../../db/schema/access";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { actorName, command } from "./command";
import { findMember } from "./create-member";
import { roleSchema } from "./model";

const DAY_MS = 24 * 3600 * 1000;

/**
 * Makes a one-time link that lets whoever holds it become a member with these roles. The token is
 * returned only here. Throws `conflict` when the e-mail is a member's or invited already.
 */
export const invite = command({
  action: "invitation.created",
  needs: "members:write",
  input: z.object({
    email: z.email().max(254),
    name: z.string().trim().max(200).optional(),
    roles: z.array(roleSchema).min(1, "at least one role"),
    expiresInDays: z.number().int().min(1).max(30).default(7),
  }),
  run: async (tx, { email, name, roles, expiresInDays }, { actor }) => {
    await refuseKnown(tx, email);
    const id = randomId("inv");
    const token = randomBytes(32).toString("base64url");
    const expiresAt = new Date(Date.now() + expiresInDays * DAY_MS).toISOString();
    await tx.insert(invitation).values({
      id,
      tokenSha256: invitationHash(token),
      email,
      name: name || null,
      roles: [...new Set(roles)],
      createdBy: actorName(actor),
      expiresAt,
    });
    return { id, token, expiresAt };
  },
  audit: ({ email, roles }, { id, expiresAt }) => ({
    subject: id,
    details: { email, roles, expiresAt },
  }),
});

/** Makes a pending invitation's link void. Throws `not_found`. */
export const removeInvitation = command({
  action: "invitation.removed",
  needs: "members:write",
  input: z.object({ id: z.string(), reason: z.string().trim().min(1, "say why").max(1_000) }),
  run: async (tx, { id }) => {
    const [removed] = await tx
      .update(invitation)
      .set({ removedAt: sql`now()` })
      .where(
        and(eq(invitation.id, id), isNull(invitation.acceptedAt), isNull(invitation.removedAt)),
      )
      .returning({ id: invitation.id, email: invitation.email });
    if (!removed) throw new DomainError("not_found", "No pending invitation has this id.");
    return removed;
  },
  audit: ({ id, reason }, { email }) => ({ subject: id, details: { email, reason } }),
});

export function invitationHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

async function refuseKnown(tx: Db, email: string): Promise<void> {
  if (await findMember(tx, email)) {
    throw new DomainError("conflict", `A member with the e-mail ${email} exists already.`);
  }
  const [pending] = await tx
    .select({ id: invitation.id })
    .from(invitation)
    .where(
      and(
        eq(sql`lower(${invitation.email})`, email.toLowerCase()),
        isNull(invitation.acceptedAt),
        isNull(invitation.removedAt),
        gt(invitation.expiresAt, sql`now()`),
      ),
    );
  if (pending) {
    throw new DomainError(
      "conflict",
      `${email} is invited already. Remove that invitation to make a new link.`,
    );
  }
}
