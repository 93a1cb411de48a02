import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { member, memberRole } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command } from "./command";
import { refuseLastOwner } from "./lock-owners";
import { type Role, roleSchema } from "./model";

/** Sets a member's roles. Throws `not_found`, and `conflict` for the last owner's own role. */
export const changeRoles = command({
  action: "member.roles_changed",
  needs: "members:write",
  input: z.object({ id: z.string(), roles: z.array(roleSchema).min(1, "at least one role") }),
  run: async (tx, { id, roles }) => {
    if (!roles.includes("owner")) await refuseLastOwner(tx, id);
    const before = await rolesOf(tx, id);
    await replaceRoles(tx, id, roles);
    return { email: before.email, before: before.roles };
  },
  audit: ({ id, roles }, { email, before }) => ({
    subject: id,
    details: { email, before, after: roles },
  }),
});

/** E-mail and roles of a member. Throws `not_found`. */
export async function rolesOf(tx: Db, id: string): Promise<{ email: string; roles: Role[] }> {
  const rows = await tx
    .select({ email: member.email, role: memberRole.role })
    .from(member)
    .leftJoin(memberRole, eq(memberRole.memberId, member.id))
    .where(eq(member.id, id));
  const [first] = rows;
  if (!first) throw new DomainError("not_found", "There is no such member.");
  return { email: first.email, roles: rows.flatMap(({ role }) => role ?? []) };
}

export async function replaceRoles(tx: Db, memberId: string, roles: readonly Role[]) {
  await tx.delete(memberRole).where(eq(memberRole.memberId, memberId));
  const distinct = [...new Set(roles)];
  if (distinct.length === 0) return;
  await tx.insert(memberRole).values(distinct.map((role) => ({ memberId, role })));
}
