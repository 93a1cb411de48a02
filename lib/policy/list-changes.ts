import type { z } from "zod";
import { type Pool, rfc3339 } from "../../db/client";
import { policyChanges, type policyChangesQuery, type PolicyChanges } from "./change-view";

const MOST = 200;

/** From one instant to before another, at most the newest 200. Plan: both tables once, they are small. */
export async function listPolicyChanges(
  { sql }: Pool,
  { from, to }: z.infer<typeof policyChangesQuery>,
): Promise<PolicyChanges> {
  const rows = await sql<{ at: string }[]>`
    SELECT * FROM (
      SELECT 'version' AS kind, published_at AS at, number, NULL AS id, NULL AS what,
             coalesce(published_by, author) AS by, reason
      FROM policy_version
      UNION ALL
      SELECT told.kind, told.at, NULL, id, concat_ws(', ', subject, resource, credential),
             told.by, told.reason
      FROM block CROSS JOIN LATERAL (VALUES
        ('block_set', set_at, set_by, reason),
        ('block_lifted', lifted_at, lifted_by, coalesce(lift_reason, '')),
        ('block_ended', CASE WHEN lifted_at IS NULL AND until <= now() THEN until END, set_by, reason)
      ) AS told (kind, at, by, reason)) AS change
    WHERE at >= ${from}::timestamptz AND at < ${to}::timestamptz
    ORDER BY at DESC, number DESC, id LIMIT ${MOST + 1}`;
  return policyChanges.parse({
    items: rows.slice(0, MOST).map((row) => ({ ...row, at: rfc3339(row.at) })),
    more: rows.length > MOST,
  });
}
