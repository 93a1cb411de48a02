// The one table of roles and what each may do; server and console both read it (`api.md`, "Roles").
import { type Permission, type Role, ROLES } from "./model";

const VIEWER = [
  "calls:read",
  "directory:read",
  "policy:read",
  "sources:read",
  "approvals:read",
] as const;
const ADMIN = [
  ...VIEWER,
  "directory:write",
  "policy:write",
  "sources:write",
  "catalog:write",
  "webhooks:write",
  "admin-log:read",
] as const;

/** Payloads are the auditor's alone: owner and admin do not see them unless they hold that role too. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  viewer: VIEWER,
  investigator: [...VIEWER, "calls:export", "views:share"],
  auditor: [...VIEWER, "calls:export", "payload:read", "admin-log:read"],
  // Those that are addressed to them; who may see the calls sees all approvals.
  approver: ["approvals:read", "approvals:decide"],
  admin: ADMIN,
  owner: [...ADMIN, "approvals:break-glass", "members:write", "retention:write", "erasure:write"],
};

/** A personal access token never may do these, whatever its member's roles. */
const NOT_BY_TOKEN: ReadonlySet<Permission> = new Set<Permission>([
  "approvals:decide",
  "approvals:break-glass",
  "members:write",
  "retention:write",
  "erasure:write",
]);

/** Everything that a token of a holder of these roles may do. */
export function tokenPermissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set([...permissionsOf(roles)].filter((one) => !NOT_BY_TOKEN.has(one)));
}

/** The roles of which each alone may do this. */
export function rolesWith(permission: Permission): Role[] {
  return ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
}

/** Everything that a holder of these roles may do. */
export function permissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
}
