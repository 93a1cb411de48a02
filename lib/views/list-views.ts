import { asc, eq, or } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { member } from "../../db/schema/access";
import { savedView } from "../../db/schema/views";
import type { Viewer } from "../access/viewer";
import type { SavedView } from "./model";

/** One's own views and those that others share, by name. */
export async function listViews({ db }: Pool, { memberId }: Viewer): Promise<SavedView[]> {
  const rows = await db
    .select({
      id: savedView.id,
      name: savedView.name,
      shared: savedView.shared,
      q: savedView.q,
      from: savedView.fromTime,
      to: savedView.toTime,
      cols: savedView.cols,
      updatedAt: savedView.updatedAt,
      owner: savedView.memberId,
      by: member.email,
    })
    .from(savedView)
    .innerJoin(member, eq(member.id, savedView.memberId))
    .where(or(eq(savedView.memberId, memberId), eq(savedView.shared, true)))
    .orderBy(asc(savedView.name), asc(savedView.id));
  return rows.map(({ owner, ...view }) => ({ ...view, mine: owner === memberId }));
}
