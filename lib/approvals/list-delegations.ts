import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { delegationsPage } from "./around-view";

const MOST = 200;

/** The viewer's own, and those by which they are somebody's deputy; who could be theirs. */
export async function listDelegations(
  { db }: Pool,
  { memberId }: Viewer,
): Promise<z.infer<typeof delegationsPage>> {
  const rows = await db.execute<{ item: unknown }>(sql`
    SELECT json_build_object('id', d.id,
      'from', json_build_object('memberId', f.id, 'name', coalesce(fp.name, f.name, f.email)),
      'to', json_build_object('memberId', t.id, 'name', coalesce(tp.name, t.name, t.email)),
      'startsAt', d.starts_at, 'endsAt', d.ends_at, 'reason', d.reason, 'endedAt', d.ended_at)
      AS item
    FROM approval_delegation d JOIN member f ON f.id = d.from_member
    JOIN member t ON t.id = d.to_member
    LEFT JOIN person fp ON fp.id = f.person_id LEFT JOIN person tp ON tp.id = t.person_id
    WHERE ${memberId} IN (d.from_member, d.to_member)
    ORDER BY d.ended_at IS NULL DESC, d.starts_at DESC, d.id LIMIT ${MOST}`);
  const deputies = await db.execute<{ memberId: string; name: string }>(sql`
    SELECT m.id AS "memberId", coalesce(p.name, m.name, m.email) AS name
    FROM member m JOIN person p ON p.id = m.person_id
    WHERE m.disabled_at IS NULL AND m.id <> ${memberId}
      AND m.person_id IS DISTINCT FROM (SELECT person_id FROM member WHERE id = ${memberId})
      AND EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.role = 'approver')
    ORDER BY 2, 1 LIMIT ${MOST}`);
  return delegationsPage.parse({
    items: rows.map(({ item }) => item),
    next: null,
    deputies: [...deputies],
  });
}
