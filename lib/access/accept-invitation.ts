import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Pool } from "../../db/client";
import { invitation } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command } from "./command";
import { insertMember } from "./create-member";
import { invitationHash } from "./invite";
import type { Role } from "./model";
import { passwordSchema } from "./password";

export const invitationToken = z.string().min(1).max(200);

export type Invitation = { id: string; email: string; name: string | null; roles: Role[] };

/** Makes the member with a password of their own. Throws `gone` when the link holds no more. */
export const acceptInvitation = command({
  action: "invitation.accepted",
  needs: null,
  input: z.object({ token: invitationToken, password: passwordSchema }),
  run: async (tx, { token, password }) => {
    const taken = await takeInvitation(tx, token);
    const { id } = await insertMember(tx, { ...accountOf(taken), password });
    return { id, email: taken.email, invitation: taken.id };
  },
  audit: (_input, { id, email, invitation }) => ({
    subject: id,
    details: { email, invitation, with: "password" },
  }),
});

/** Uses the invitation up, once however many ask. Throws `gone`. */
export async function takeInvitation(tx: Db, token: string): Promise<Invitation> {
  const [taken] = await tx
    .update(invitation)
    .set({ acceptedAt: sql`now()` })
    .where(holds(token))
    .returning(COLUMNS);
  if (!taken) throw linkIsVoid();
  return taken;
}

/** What the member-to-be is called and may do. */
export function accountOf({ email, name, roles }: Invitation) {
  return { email, roles, ...(name !== null && { name }) };
}

/** What a link offers, without using it up. Throws `gone`. */
export async function readInvitation(pool: Pool, token: string) {
  const [found] = await pool.db
    .select({ ...COLUMNS, expiresAt: invitation.expiresAt })
    .from(invitation)
    .where(holds(token));
  if (!found) throw linkIsVoid();
  return found;
}

const COLUMNS = {
  id: invitation.id,
  email: invitation.email,
  name: invitation.name,
  roles: invitation.roles,
};

const holds = (token: string) =>
  and(
    eq(invitation.tokenSha256, invitationHash(token)),
    isNull(invitation.acceptedAt),
    isNull(invitation.removedAt),
    gt(invitation.expiresAt, sql`now()`),
  );

/** One sentence for every cause: a prober learns nothing about which links exist. */
function linkIsVoid(): DomainError {
  return new DomainError(
    "gone",
    "This invitation was used, has expired or was removed. Ask an owner for a new link.",
  );
}
