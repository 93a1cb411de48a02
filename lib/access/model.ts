// The words of access: roles of members, their permissions, and scopes of API keys.
import { z } from "zod";

export const ROLES = ["viewer", "investigator", "auditor", "approver", "admin", "owner"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export function isRole(text: string): text is Role {
  return roleSchema.safeParse(text).success;
}

export const PERMISSIONS = [
  "calls:read",
  "calls:export",
  "views:share",
  "payload:read",
  "directory:read",
  "directory:write",
  "policy:read",
  "policy:write",
  "sources:read",
  "sources:write",
  "catalog:write",
  "approvals:read",
  "approvals:decide",
  "approvals:break-glass",
  "members:write",
  "webhooks:write",
  "admin-log:read",
  "retention:write",
  "erasure:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Scopes of a source's API key (`events.md`, "Protocol"). */
export const SCOPES = [
  "events:write",
  "events:backfill",
  "evidence:write",
  "decisions:evaluate",
  "approvals:request",
  "policy:read",
  "calls:read",
] as const;
export const scopeSchema = z.enum(SCOPES);
export type Scope = z.infer<typeof scopeSchema>;
