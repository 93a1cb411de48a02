import { sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { DomainError } from "../errors";
import { readApprovals } from "./approval-rows";
import type { ApprovalView } from "./view";
import { type ViewerScope, viewerScope } from "./viewer-scope";

/** One approval as a row of the list. Throws `not_found`, also for one that the viewer may not see. */
export async function findVisible(
  { db }: Pool,
  viewer: Viewer,
  id: string,
): Promise<{ view: ApprovalView; scope: ViewerScope }> {
  const scope = await viewerScope(db, viewer);
  const page = sql`SELECT ${id}::text AS id, ''::text AS key, 1 AS n`;
  const [found] = await readApprovals(db, page, scope);
  if (found && (scope.seesAll || found.view.toMe || found.view.mine !== null)) {
    return { view: found.view, scope };
  }
  throw new DomainError("not_found", "There is no such approval.");
}
