// Apart from who may what, which every page needs.
import type { Permission } from "./model";

/** What each permission lets somebody do, after "may". */
export const PERMISSION_WORDS: Record<Permission, string> = {
  "calls:read": "see calls and their verdicts",
  "calls:export": "export calls without payloads",
  "views:share": "share views of the calls with everybody",
  "payload:read": "open payloads, each look recorded",
  "directory:read": "see persons, principals, servers and sanctions",
  "directory:write": "change the directory and sanctions",
  "policy:read": "see the policy and what gateways were answered",
  "policy:write": "publish the policy and block in an emergency",
  "sources:read": "see sources",
  "sources:write": "connect sources and make their keys",
  "catalog:write": "review tools and say how risky they are",
  "approvals:read": "see approvals without the arguments, an approver those addressed to them",
  "approvals:decide": "say yes or no to what waits for them, and see its arguments",
  "approvals:break-glass": "let a held call through past everybody who was to be asked",
  "webhooks:write": "say who is notified of what",
  "members:write": "invite members and change their roles",
  "admin-log:read": "read the admin log",
  "retention:write": "say how long data are kept",
  "erasure:write": "erase payloads and names for good",
};
