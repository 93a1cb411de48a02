import { type Role, ROLES } from "@/lib/access/model";
import { PERMISSION_WORDS } from "@/lib/access/permission-words";
import { ROLE_PERMISSIONS } from "@/lib/access/permissions";

/** Roles that others build on, the wider one first. */
const BASES = [
  { role: "admin", name: "an admin" },
  { role: "viewer", name: "a viewer" },
] as const;

/** What a role may do, from the table that the server enforces: "All that a viewer may; and …". */
export function roleWords(role: Role): string {
  const may = ROLE_PERMISSIONS[role];
  if (may.length === 0) return "Nothing by itself: only what is addressed to them.";
  const base = BASES.find(
    (one) => one.role !== role && ROLE_PERMISSIONS[one.role].every((each) => may.includes(each)),
  );
  const known = base ? ROLE_PERMISSIONS[base.role] : [];
  const more = may.filter((one) => !known.includes(one)).map((one) => PERMISSION_WORDS[one]);
  if (!base) return `May ${more.join("; ")}.`;
  return `May do what ${base.name} may${more.map((words) => `; ${words}`).join("")}.`;
}

/** In the order in which roles are always named. */
export function inOrder(roles: readonly Role[]): Role[] {
  return ROLES.filter((role) => roles.includes(role));
}
