import { type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../access/viewer";

/**
 * The viewer may review `v`, the vote that broke the glass of `a`: nobody who let it through, asked
 * for it or owns its agent does, through whichever member of theirs. `reviewApproval` asks again.
 */
export function mayReview({ permissions, memberId }: Viewer): SQL {
  if (!permissions.has("approvals:decide")) return sql`false`;
  return sql`EXISTS (SELECT 1 FROM member self WHERE self.id = ${memberId}
    AND self.person_id <> v.person_id AND self.person_id <> ALL(a.requesters || a.owners))`;
}
