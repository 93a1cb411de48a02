import { asc, eq } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { member, memberRole } from "../../db/schema/access";
import type { Role } from "./model";

export type MemberSummary = { email: string; roles: Role[]; createdAt: string; disabled: boolean };

/** All members with their roles, oldest first. */
export async function listMembers(pool: Pool): Promise<MemberSummary[]> {
  const rows = await pool.db
    .select({
      email: member.email,
      role: memberRole.role,
      createdAt: member.createdAt,
      disabledAt: member.disabledAt,
    })
    .from(member)
    .leftJoin(memberRole, eq(memberRole.memberId, member.id))
    .orderBy(asc(member.createdAt), asc(memberRole.role));
  const members = new Map<string, MemberSummary>();
  for (const { email, role, createdAt, disabledAt } of rows) {
    const known = members.get(email) ?? {
      email,
      roles: [],
      createdAt,
      disabled: disabledAt !== null,
    };
    if (role !== null) known.roles.push(role);
    members.set(email, known);
  }
  return [...members.values()];
}
