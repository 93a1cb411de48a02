// What several calls share, and what of a list can be added to what is ticked in it. Pure; whether it can be decided is the server's.
import { MOST_SELECTED } from "@/lib/approvals/model";
import type { SelectionView } from "@/lib/approvals/selection-view";
import type { ApprovalView } from "@/lib/approvals/view";

type Row = Pick<ApprovalView, "id" | "resource" | "action" | "verdict">;

/** Why this one cannot be added to those; null where it can. */
export function whyNotAdded(one: Row, ticked: readonly Row[], count: number): string | null {
  if (count >= MOST_SELECTED) return `At most ${MOST_SELECTED} are decided with one answer.`;
  const [first] = ticked;
  if (first === undefined || isOfTool(one, first)) return null;
  return "Only calls of one tool are decided together.";
}

/** Those of the list that could have the same answer as the ones that are ticked. */
export function othersAlike(rows: readonly Row[], ids: readonly string[]): readonly Row[] {
  const first = rows.find(({ id }) => ids.includes(id));
  if (first === undefined) return [];
  return rows
    .filter((one) => !ids.includes(one.id) && isOfTool(one, first) && one.verdict === first.verdict)
    .slice(0, MOST_SELECTED - ids.length);
}

/** Whether they are all of one identity and run as one: then it stands above them, once. */
export function hasSamePair(items: SelectionView["items"]): boolean {
  const pairs = items.map(({ caller, ranAs, relation }) =>
    JSON.stringify([caller?.id, ranAs?.id, relation]),
  );
  return new Set(pairs).size === 1;
}

function isOfTool(a: Row, b: Row): boolean {
  return a.resource === b.resource && a.action === b.action;
}
