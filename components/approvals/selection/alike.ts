// What of a list can be added to what is ticked in it. Pure; what can be decided the server says.
import { MOST_SELECTED } from "@/lib/approvals/model";
import { AT_MOST, isOfOneTool, ONE_TOOL } from "@/lib/approvals/selection";
import type { ApprovalView } from "@/lib/approvals/view";

type Row = Pick<ApprovalView, "id" | "resource" | "action" | "verdict">;

/** Why this one cannot be added to those; null where it can, or is one of them. */
export function whyNotAdded(one: Row, rows: readonly Row[], ids: readonly string[]): string | null {
  if (ids.includes(one.id)) return null;
  if (ids.length >= MOST_SELECTED) return AT_MOST;
  const first = rows.find(({ id }) => ids.includes(id));
  return first === undefined || isOfOneTool(one, first) ? null : ONE_TOOL;
}

/** Those of the list that could have the same answer as the ones that are ticked. */
export function othersAlike(rows: readonly Row[], ids: readonly string[]): readonly Row[] {
  const first = rows.find(({ id }) => ids.includes(id));
  if (first === undefined) return [];
  return rows
    .filter(
      (one) => !ids.includes(one.id) && isOfOneTool(one, first) && one.verdict === first.verdict,
    )
    .slice(0, MOST_SELECTED - ids.length);
}

export function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}
