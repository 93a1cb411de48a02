import { z } from "zod";
import { type Pool, rfc3339 } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import { type ProposalView, proposalView } from "./directory-views";
import { agreementRefusal } from "./second-admin";

const MOST = 50;

type Row = ProposalView & {
  proposerId: string | null;
  proposerPerson: number | null;
  ownPerson: number | null;
};

export const proposalPage = z.object({ items: z.array(proposalView) });

/** Proposals that wait, then those that were decided last; each says why the viewer may not agree. */
export async function listProposals(
  pool: Pool,
  viewer: Viewer,
): Promise<z.infer<typeof proposalPage>> {
  needs(viewer, "directory:read");
  const rows = await pool.sql<Row[]>`
    SELECT s.id, ran_as AS "ranAs", tools, callers, owner, reason, ticket, active_from AS "from",
      active_until AS until, proposed_by AS "proposedBy", proposed_at AS "proposedAt", outcome,
      decided_by AS "decidedBy", decided_at AS "decidedAt", decision_reason AS "decisionReason",
      proposer_id AS "proposerId", m.person_id AS "proposerPerson",
      (SELECT person_id FROM member WHERE id = ${viewer.memberId}) AS "ownPerson"
    FROM sanction_proposal s LEFT JOIN member m ON m.id = s.proposer_id
    ORDER BY outcome IS NOT NULL, coalesce(decided_at, proposed_at) DESC LIMIT ${MOST}`;
  return proposalPage.parse({
    items: rows.map(({ proposerId, proposerPerson, ownPerson, ...row }) => ({
      ...row,
      from: rfc3339(row.from),
      until: rfc3339(row.until),
      proposedAt: rfc3339(row.proposedAt),
      decidedAt: row.decidedAt && rfc3339(row.decidedAt),
      refusal: agreementRefusal(
        { id: viewer.memberId, person: ownPerson },
        proposerId === null ? null : { id: proposerId, person: proposerPerson },
      ),
    })),
  });
}
