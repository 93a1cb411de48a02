// Which approvals somebody sees: all of them, or those that are addressed to them.
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import type { Viewer } from "../access/viewer";

export type ViewerScope = {
  memberId: string;
  personId: number | null;
  /** `anyone`, `person:…` and `group:…`: their own and of those whose deputy they are. */
  selectors: string[];
  seesAll: boolean;
  /** By the clock of the database, RFC 3339. */
  now: string;
};

/** Who may see calls sees all approvals, without the arguments. */
export async function viewerScope(db: Pick<Db, "execute">, viewer: Viewer): Promise<ViewerScope> {
  const { memberId, permissions } = viewer;
  const seesAll = permissions.has("calls:read");
  const [self] = await db.execute<{
    personId: number | null;
    selectors: string[];
    now: string;
  }>(sql`
    WITH powers AS (
      SELECT person_id FROM member WHERE id = ${memberId} AND person_id IS NOT NULL
      UNION
      SELECT m.person_id FROM approval_delegation d JOIN member m ON m.id = d.from_member
      WHERE d.to_member = ${memberId} AND d.ended_at IS NULL AND d.starts_at <= now()
        AND now() < d.ends_at AND m.disabled_at IS NULL AND m.person_id IS NOT NULL
    )
    SELECT (SELECT person_id FROM member WHERE id = ${memberId}) AS "personId",
      ARRAY(SELECT 'person:' || p.slug FROM powers JOIN person p ON p.id = powers.person_id
            UNION SELECT 'group:' || g.name FROM powers
              JOIN person_group g ON g.person_id = powers.person_id
            UNION SELECT 'anyone') AS selectors,
      to_json(clock_timestamp())#>>'{}' AS now`);
  if (!self) throw new Error("The query for the viewer's scope gave no row.");
  const mayDecide = permissions.has("approvals:decide");
  return {
    memberId,
    personId: self.personId,
    selectors: mayDecide ? self.selectors : [],
    seesAll,
    now: self.now,
  };
}
