// What stands around the decision of one approval: what else may be done with it, and by whom.
import { mayReview } from "./may-review";
import { sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { grantsOf } from "./list-grants";
import { readLooking } from "./look-on";
import { canMove, type Step } from "./model";
import { readApprovers } from "./read-approvers";
import type { ApprovalDetail, ApprovalView } from "./view";

type Around = Pick<
  ApprovalDetail,
  "grants" | "mayRevoke" | "mayReview" | "mayBreakGlass" | "goesPast" | "looking"
>;

/** What the verbs would say too; they ask again. */
export async function readAround(
  pool: Pool,
  viewer: Viewer,
  { id, state, mine, breakGlass, reviewOpen }: ApprovalView,
  steps: readonly Step[],
): Promise<Around> {
  const mayDecide = viewer.permissions.has("approvals:decide");
  const mayGoPast = viewer.permissions.has("approvals:break-glass");
  const mayBreakGlass = mayGoPast && state === "pending";
  const [grants, looking, isFree, skipped] = await Promise.all([
    grantsOf(pool, id),
    state === "pending" ? readLooking(pool, viewer, id) : [],
    reviewOpen ? isReviewer(pool, viewer, id) : false,
    breakGlass ? whoWasPassedOver(pool, id) : null,
  ]);
  const others = async () =>
    (await readApprovers(pool.db, steps)).filter(({ memberId }) => memberId !== viewer.memberId);
  return {
    grants,
    looking,
    mayBreakGlass,
    mayRevoke: canMove(state, "revoked") && (mayGoPast || (mine === "approve" && mayDecide)),
    mayReview: isFree,
    goesPast: skipped ?? (mayBreakGlass ? (await others()).map(({ name }) => name) : []),
  };
}

async function isReviewer({ db }: Pool, viewer: Viewer, id: string): Promise<boolean> {
  const [row] = await db.execute<{ may: boolean }>(sql`
    SELECT ${mayReview(viewer)} AS may FROM approval a
    JOIN approval_vote v ON v.approval_id = a.id AND v.kind = 'break_glass' WHERE a.id = ${id}`);
  return row?.may === true;
}

async function whoWasPassedOver({ db }: Pool, id: string): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    SELECT coalesce(p.name, m.name, m.email) AS name FROM approval_skipped k
    JOIN member m ON m.id = k.member_id LEFT JOIN person p ON p.id = m.person_id
    WHERE k.approval_id = ${id} ORDER BY 1`);
  return rows.map(({ name }) => name);
}
