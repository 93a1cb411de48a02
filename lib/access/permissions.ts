// The one table of roles and what each may do; server and console both read it (`api.md`, "Roles").
import type { Permission, Role } from "./model";

const VIEWER = ["calls:read", "directory:read", "sources:read"] as const;
const ADMIN = [
  ...VIEWER,
  "directory:write",
  "sources:write",
  "webhooks:write",
  "admin-log:read",
] as const;

/** Payloads are the auditor's alone: owner and admin do not see them unless they hold that role too. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  viewer: VIEWER,
  investigator: [...VIEWER, "calls:export"],
  auditor: [...VIEWER, "calls:export", "payload:read", "admin-log:read"],
  approver: [],
  admin: ADMIN,
  owner: [...ADMIN, "members:write"],
};

/** Everything that a holder of these roles may do. */
export function permissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
}
