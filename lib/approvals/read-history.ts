import { sql } from "drizzle-orm";
import type { Pool } from "../../db/client";

const DAYS = 30;

/** This caller and this tool before: calls of the last 30 days, and the last five decisions. */
export async function readHistory({ db }: Pool, id: string, memberId: string) {
  const [calls] = await db.execute<{ calls: number; lastAt: string | null }>(sql`
    SELECT count(*)::int AS calls, to_json(max(c.occurred_at))#>>'{}' AS "lastAt"
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
    JOIN server s ON s.name = e.server JOIN tool t ON t.server_id = s.id AND t.name = e.tool
    JOIN call c ON c.caller_id = a.caller_id AND c.tool_id = t.id
      AND c.occurred_at > now() - make_interval(days => ${DAYS})
    WHERE a.id = ${id}`);
  const approvals = await db.execute<{
    id: string;
    state: string;
    at: string;
    by: string | null;
    mine: boolean;
  }>(
    sql`
    SELECT o.id, approval_state(o.state, o.decide_until, o.use_until) AS state,
           to_json(o.requested_at)#>>'{}' AS at,
           (SELECT coalesce(p.name, m.name, m.email) FROM approval_vote v
            JOIN member m ON m.id = v.member_id JOIN person p ON p.id = v.person_id
            WHERE v.approval_id = o.id ORDER BY v.voted_at DESC LIMIT 1) AS by,
           EXISTS (SELECT 1 FROM approval_vote v WHERE v.approval_id = o.id
                   AND v.member_id = ${memberId}) AS mine
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
    JOIN approval o ON o.caller_id = a.caller_id AND o.id <> a.id AND o.requested_at < a.requested_at
    JOIN evaluation oe ON oe.id = o.evaluation_id AND oe.resource = e.resource
    WHERE a.id = ${id} ORDER BY o.requested_at DESC LIMIT 5`,
  );
  return { calls: calls?.calls ?? 0, lastAt: calls?.lastAt ?? null, approvals: [...approvals] };
}
