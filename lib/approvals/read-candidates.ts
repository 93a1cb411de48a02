import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { fromJson } from "./from-json";
import { type Candidate, candidateSchema } from "./selection";

/**
 * What decides whether these can be approved among others, in the order of `ids`, for the member who
 * would do it. Left out is what there is not.
 */
export async function readCandidates(
  db: Pick<Db, "execute">,
  memberId: string,
  ids: readonly string[],
): Promise<Candidate[]> {
  const rows = await db.execute(sql`
    SELECT a.id, e.resource, e.action, a.verdict, t.risk,
      coalesce(c.state IN ('new', 'changed'), false) AS unreviewed,
      coalesce((
        SELECT CASE WHEN v.choice = 'deny' OR o.state IN ('denied', 'revoked') THEN 'no'
                    WHEN oe.facts_digest = e.facts_digest AND o.verdict = a.verdict
                      AND o.relation = a.relation AND o.state <> 'voided' THEN 'same'
                    ELSE 'other' END
        FROM approval o JOIN approval_vote v ON v.approval_id = o.id
        JOIN evaluation oe ON oe.id = o.evaluation_id
        WHERE o.caller_id = a.caller_id AND o.id <> a.id AND oe.resource = e.resource
          AND v.member_id = ${memberId} AND v.kind = 'step'
        ORDER BY greatest(v.voted_at, CASE WHEN o.state IN ('denied', 'revoked', 'voided')
                                      THEN o.settled_at END) DESC LIMIT 1), 'never') AS before
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
    LEFT JOIN server sv ON sv.name = e.server
    LEFT JOIN tool t ON t.server_id = sv.id AND t.name = e.tool
      AND e.resource LIKE 'tool:%'
    LEFT JOIN catalog_tool c ON c.tool_id = t.id
    WHERE a.id = ANY(${fromJson(ids)})`);
  const found = new Map(
    rows.map((row) => candidateSchema.parse(row)).map((candidate) => [candidate.id, candidate]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}
