import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Pool } from "../../db/client";
import type { Approver } from "./quorum";
import { voteView } from "./view";

type Row = { view: unknown; choice: string; person: string; groups: string[] };

/** Who said what, in order; and the powers of those who said yes, for the places that they fill. */
export async function readVotes(
  { db }: Pool,
  id: string,
): Promise<{ views: z.infer<typeof voteView>[]; powers: Approver[] }> {
  const rows = await db.execute<Row>(sql`
    SELECT v.choice, power.slug AS person,
           ARRAY(SELECT name FROM person_group WHERE person_id = power.id) AS groups,
           json_build_object('by', json_build_object('id', by.slug, 'name', coalesce(by.name, m.name)),
             'for', CASE WHEN v.person_id <> v.power_id
                    THEN json_build_object('id', power.slug, 'name', power.name) END,
             'choice', v.choice, 'kind', v.kind, 'reason', v.reason, 'proof', v.proof,
             'at', v.voted_at,
             'together', CASE WHEN v.selection_id IS NULL THEN 1 ELSE (SELECT count(*)
               FROM approval_vote o WHERE o.selection_id = v.selection_id) END) AS view
    FROM approval_vote v JOIN person by ON by.id = v.person_id
    JOIN person power ON power.id = v.power_id JOIN member m ON m.id = v.member_id
    WHERE v.approval_id = ${id} ORDER BY v.voted_at, v.person_id`);
  return {
    views: rows.map(({ view }) => voteView.parse(view)),
    powers: rows
      .filter(({ choice }) => choice === "approve")
      .map(({ person, groups }) => ({ person, groups: new Set(groups) })),
  };
}
