// Several approvals side by side, and whether the viewer can decide them with one answer.
import type { Viewer } from "../access/viewer";
import type { ApprovalDeps } from "./deps";
import { findVisible } from "./find-visible";
import { readMay } from "./may-decide";
import { readCandidates } from "./read-candidates";
import { whyNotTogether } from "./selection";
import { type SelectionItem, type SelectionView, selectionView } from "./selection-view";
import type { ApprovalDetail } from "./view";

/** Without those arguments. Throws `not_found` where one of them is not to be seen. */
export async function readSelection(
  deps: Pick<ApprovalDeps, "pool" | "env">,
  viewer: Viewer,
  ids: readonly string[],
): Promise<SelectionView> {
  const { pool } = deps;
  const items: SelectionItem[] = [];
  let now = "";
  // One after the other: a page that many look at must not take all connections.
  for (const id of ids) {
    const { view, scope } = await findVisible(pool, viewer, id);
    const { mayDecide } = await readMay(deps, viewer, id, view);
    items.push({ ...view, ...againstIn(mayDecide) });
    now = scope.now;
  }
  const candidates = await readCandidates(pool.db, viewer.memberId, ids);
  const first = (which: "noYes" | "noNo") => {
    const item = items.find((one) => one[which] !== null);
    return item ? { id: item.id, why: item[which] ?? "" } : null;
  };
  return selectionView.parse({
    now,
    items,
    approve: first("noYes") ?? whyNotTogether("approve", candidates),
    deny: first("noNo") ?? whyNotTogether("deny", candidates),
  });
}

/** As oneself: whose power it is would have to be said for each of them. */
function againstIn({ able, deny, why, for: absent }: ApprovalDetail["mayDecide"]) {
  const against = absent.length > 0 ? "As a deputy you decide it on its own card." : why;
  return {
    noYes: able ? null : (against ?? "You cannot approve it."),
    noNo: deny ? null : (against ?? "You cannot deny it."),
  };
}
