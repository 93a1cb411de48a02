// The role matrix of the API, by hand: who holds what, and what they are answered.
import type { Role } from "../access/model";

/** `api.md`, "Roles", once more by hand: which roles hold each permission. */
const HELD_BY: Record<string, readonly Role[]> = {
  "calls:read": ["viewer", "investigator", "auditor", "admin", "owner"],
  "calls:export": ["investigator", "auditor"],
  "directory:read": ["viewer", "investigator", "auditor", "admin", "owner"],
  "policy:read": ["viewer", "investigator", "auditor", "admin", "owner"],
  "policy:write": ["admin", "owner"],
  "sources:read": ["viewer", "investigator", "auditor", "admin", "owner"],
  "payload:read": ["auditor"],
  "directory:write": ["admin", "owner"],
  "sources:write": ["admin", "owner"],
  "catalog:write": ["admin", "owner"],
  "approvals:read": ["viewer", "investigator", "auditor", "approver", "admin", "owner"],
  "approvals:decide": ["approver"],
  "approvals:break-glass": ["owner"],
  "webhooks:write": ["admin", "owner"],
  "admin-log:read": ["auditor", "admin", "owner"],
  "members:write": ["owner"],
  "retention:write": ["owner"],
  "erasure:write": ["owner"],
};

/** What a personal access token never may, even an owner's. */
const NEVER_BY_TOKEN = [
  "approvals:decide",
  "approvals:break-glass",
  "members:write",
  "retention:write",
  "erasure:write",
];

/** What an answer says of access. */
export function outcomeOf(status: number): string {
  if (status === 401 || status === 403) return String(status);
  return status < 500 ? "let in" : `failed with ${status}`;
}

/**
 * What a caller (`viewer`, `token viewer`, `key events:write`, `nobody`) meets at an operation of these
 * needs: 401 where there is no identity of the kind asked for, 403 where it lacks the right.
 */
export function expectedOf(needs: string, who: string): string {
  if (needs === "nothing") return "let in";
  if (needs === "this machine") return "403";
  const isKey = who.startsWith("key ");
  if (needs.startsWith("key ")) {
    if (!isKey) return "401";
    const scopes = needs.slice("key ".length).split(" or ");
    return scopes.includes(who.slice("key ".length)) ? "let in" : "403";
  }
  if (isKey || who === "nobody") return "401";
  // The kind of a job says who sees it; the others find none.
  if (needs === "a sign-in") return "let in";
  const byToken = who.startsWith("token ");
  if (needs === "a session") return byToken ? "403" : "let in";
  if (byToken && NEVER_BY_TOKEN.includes(needs)) return "403";
  return HELD_BY[needs]?.some((role) => role === who.replace("token ", "")) ? "let in" : "403";
}
