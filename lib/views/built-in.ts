// Views that everybody has: the questions that this product is for.
import type { ViewAddress } from "./model";

export const BUILT_IN: readonly (ViewAddress & { name: string })[] = [
  { name: "Contradicted", q: "is:contradicted", from: "-7d", to: "" },
  { name: "Mismatches", q: "is:mismatch", from: "-24h", to: "" },
  { name: "Unattributed", q: "is:unattributed", from: "-24h", to: "" },
  { name: "Unknown", q: "is:unknown", from: "-24h", to: "" },
  { name: "Shared credentials", q: "flag:shared_credential", from: "-7d", to: "" },
  { name: "Passed-through tokens", q: "flag:token_passthrough", from: "-7d", to: "" },
  { name: "Denied", q: "is:denied", from: "-24h", to: "" },
];
