import { createHash } from "node:crypto";
import { canonicalJson } from "../ledger/canonical-json";
import type { Policy } from "./model";

/** SHA-256 in hex of what the policy says (RFC 8785): layout and comments do not count. */
export function contentHash(policy: Policy): string {
  return createHash("sha256").update(canonicalJson(policy)).digest("hex");
}
