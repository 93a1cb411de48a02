// Several approvals side by side, and whether the viewer can decide them with one answer.
import { sql } from "drizzle-orm";
import type { Viewer } from "../access/viewer";
import { DomainError } from "../errors";
import { readApprovals } from "./approval-rows";
import type { ApprovalDeps } from "./deps";
import { fromJson } from "./from-json";
import { openQuestion } from "./hold-evaluation";
import { readMay } from "./may-decide";
import { readBound } from "./read-bound";
import { readCandidates } from "./read-candidates";
import { whyNotTogether } from "./selection";
import { type SelectionItem, type SelectionView, selectionView } from "./selection-view";
import type { ApprovalDetail } from "./view";
import { type ViewerScope, viewerScope } from "./viewer-scope";

/** In the order of `ids`; without arguments. Throws `not_found` where one of them is not to be seen. */
export async function readSelection(
  deps: Pick<ApprovalDeps, "pool" | "env" | "keys">,
  viewer: Viewer,
  ids: readonly string[],
): Promise<SelectionView> {
  const { db } = deps.pool;
  const scope = await viewerScope(db, viewer);
  const views = await readVisible(deps, scope, ids);
  const questions = await readQuestions(deps, ids);
  const items: SelectionItem[] = [];
  for (const view of views) {
    const { mayDecide } = await readMay(deps, viewer, view.id, view);
    items.push({ ...view, ...questions(view.id), ...againstIn(mayDecide) });
  }
  const candidates = await readCandidates(db, viewer.memberId, ids);
  const first = (which: "noYes" | "noNo") => {
    const item = items.find((one) => one[which] !== null);
    return item ? { id: item.id, why: item[which] ?? "" } : null;
  };
  return selectionView.parse({
    now: scope.now,
    items,
    approve: first("noYes") ?? whyNotTogether("approve", candidates),
    deny: first("noNo") ?? whyNotTogether("deny", candidates),
  });
}

async function readVisible(
  { pool: { db } }: Pick<ApprovalDeps, "pool">,
  scope: ViewerScope,
  ids: readonly string[],
) {
  const page = sql`
    SELECT id, ''::text AS key, n FROM unnest(${fromJson(ids)}) WITH ORDINALITY AS chosen (id, n)`;
  const found = await readApprovals(db, page, scope);
  const visible = found.filter(({ view }) => scope.seesAll || view.toMe || view.mine !== null);
  if (visible.length < ids.length) {
    throw new DomainError("not_found", "There is no such approval.");
  }
  return visible.map(({ view }) => view);
}

/** What each is bound to, and what its gateway said of it. */
async function readQuestions(
  { pool, keys }: Pick<ApprovalDeps, "pool" | "keys">,
  ids: readonly string[],
) {
  const rows = await pool.db.execute<{
    id: string;
    evaluationId: string;
    request: Buffer | null;
    justification: string | null;
  }>(sql`
    SELECT a.id, e.id AS "evaluationId", e.request, a.justification
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
    WHERE a.id = ANY(${fromJson(ids)})`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (id: string) => {
    const row = byId.get(id);
    const question = row?.request ? openQuestion(keys, row.evaluationId, row.request) : null;
    return { ...readBound(question), justification: row?.justification ?? null };
  };
}

/** As oneself: whose power it is would have to be said for each of them. */
function againstIn({ able, deny, why, for: absent }: ApprovalDetail["mayDecide"]) {
  const against = absent.length > 0 ? "As a deputy you decide it on its own card." : why;
  return {
    noYes: able ? null : (against ?? "You cannot approve it."),
    noNo: deny ? null : (against ?? "You cannot deny it."),
  };
}
