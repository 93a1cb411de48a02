// "Bob is looking at it": who has a held call on screen, said by their page every few seconds. No
// command: it changes nothing that anybody relies on, and is forgotten within half a minute.
import { sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { rolesWith } from "../access/permissions";
import { DomainError } from "../errors";
import { addressedTo } from "./approval-rows";
import { LOOKING_SECONDS } from "./model";
import { viewerScope } from "./viewer-scope";

/** Throws `not_found` for one that does not wait, or is not addressed to the viewer. */
export async function lookOn({ db }: Pool, viewer: Viewer, id: string): Promise<void> {
  const scope = await viewerScope(db, viewer);
  const [seen] = await db.execute(sql`
    INSERT INTO approval_looking (approval_id, member_id)
    SELECT a.id, ${viewer.memberId}::text FROM approval a
    WHERE a.id = ${id} AND a.state = 'pending' AND ${addressedTo(scope)}
    ON CONFLICT (approval_id, member_id) DO UPDATE SET seen_at = now() RETURNING member_id`);
  if (!seen) throw new DomainError("not_found", "Nothing like that waits for you.");
  await db.execute(sql`
    DELETE FROM approval_looking WHERE seen_at < now() - interval '1 minute'`);
}

/** Names of the others who may decide and look at it now. */
export async function readLooking({ db }: Pool, viewer: Viewer, id: string): Promise<string[]> {
  const roles = sql.join(
    rolesWith("approvals:decide").map((role) => sql`${role}`),
    sql`, `,
  );
  const rows = await db.execute<{ name: string }>(sql`
    SELECT coalesce(p.name, m.name, m.email) AS name
    FROM approval_looking l JOIN member m ON m.id = l.member_id
    LEFT JOIN person p ON p.id = m.person_id
    WHERE l.approval_id = ${id} AND l.member_id <> ${viewer.memberId} AND m.disabled_at IS NULL
      AND l.seen_at > now() - make_interval(secs => ${LOOKING_SECONDS})
      AND EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.role IN (${roles}))
    ORDER BY 1 LIMIT 5`);
  return rows.map(({ name }) => name);
}
