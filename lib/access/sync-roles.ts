import type { Db } from "../../db/client";
import { adminLog } from "../../db/schema/access";
import { replaceRoles, rolesOf } from "./change-roles";
import { isLastOwner } from "./last-owner";
import { lockOwners } from "./lock-owners";
import type { Role } from "./model";
import type { CompanyAccount } from "./oidc-claims";

/**
 * The member's roles after a sign-in: those of the claim where roles come from one, except that the
 * last owner stays an owner. A change is recorded.
 */
export async function syncRoles(
  tx: Db,
  { memberId, email }: { memberId: string; email: string },
  { roles: claimed }: CompanyAccount,
): Promise<Role[]> {
  if (claimed === null) return (await rolesOf(tx, memberId)).roles;
  const owners = await lockOwners(tx);
  const before = (await rolesOf(tx, memberId)).roles;
  const kept = isLastOwner(memberId, owners) && !claimed.known.includes("owner");
  const after: Role[] = kept ? ["owner", ...claimed.known] : claimed.known;
  if (sameRoles(before, after)) return before;
  await replaceRoles(tx, memberId, after);
  await tx.insert(adminLog).values({
    actor: "system",
    action: "member.roles_synced",
    subject: memberId,
    details: { email, before, after, ...(kept && { kept: "owner, the last one" }) },
  });
  return after;
}

function sameRoles(one: readonly Role[], other: readonly Role[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}
