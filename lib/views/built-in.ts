// Views that everybody has: the questions that this product is for.
import type { ZoneMode } from "../time-range";
import type { ViewAddress } from "./model";

export type BuiltInView = ViewAddress & { name: string };

const RELATIVE = [
  { name: "Contradicted", q: "is:contradicted", from: "-7d" },
  { name: "Mismatches", q: "is:mismatch", from: "-24h" },
  { name: "Unattributed", q: "is:unattributed", from: "-24h" },
  { name: "Unknown", q: "is:unknown", from: "-24h" },
  { name: "Shared credentials", q: "flag:shared_credential", from: "-7d" },
  { name: "Passed-through tokens", q: "flag:token_passthrough", from: "-7d" },
  { name: "Denied, and ran anyway", q: "flag:executed_after_deny", from: "-7d" },
  { name: "Denied", q: "is:denied", from: "-24h" },
];

/** As they are now; today begins at midnight of the zone. */
export function builtInViews(now: number, zone: ZoneMode): readonly BuiltInView[] {
  const midnight = new Date(now);
  if (zone === "utc") midnight.setUTCHours(0, 0, 0, 0);
  else midnight.setHours(0, 0, 0, 0);
  return [
    ...RELATIVE,
    { name: "Destructive today", q: "is:destructive", from: midnight.toISOString() },
  ].map((view) => ({ ...view, to: "", cols: "" }));
}
