// Everything on the card of one approval, but its arguments.
import { sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { DomainError } from "../errors";
import { readPolicy } from "../policy/read-policy";
import type { ApprovalDeps } from "./deps";
import { findVisible } from "./find-visible";
import { openQuestion } from "./hold-evaluation";
import { judgeQuestion } from "./judge-question";
import { type Terms, termsSchema } from "./model";
import { quorum } from "./quorum";
import { readAround } from "./read-around";
import { readBound } from "./read-bound";
import { readHistory } from "./read-history";
import { readMay } from "./may-decide";
import { readRuns } from "./read-runs";
import { readVotes } from "./read-votes";
import { type ApprovalDetail, approvalDetail } from "./view";

type Row = {
  evaluationId: string;
  sourceName: string;
  terms: string;
  ruleIds: string[];
  policyVersion: number;
  request: Buffer | null;
  digest: string;
  justification: string | null;
  usedDecisionId: string | null;
  reviewedAt: string | null;
  reviewedBy: string | null;
  review: string | null;
  document: string | null;
};

/** Throws `not_found`, also for one that the viewer may not see. */
export async function readApproval(
  deps: ApprovalDeps,
  viewer: Viewer,
  id: string,
): Promise<ApprovalDetail> {
  const { pool } = deps;
  const { view, scope } = await findVisible(pool, viewer, id);
  const row = await readRow(pool, id);
  const terms = termsSchema.parse(JSON.parse(row.terms));
  const [votes, calls, history, may, around] = await Promise.all([
    readVotes(pool, id),
    readRuns(pool, id),
    readHistory(pool, id, viewer.memberId),
    readMay(deps, viewer, id, view),
    readAround(pool, viewer, view, terms.steps),
  ]);
  return approvalDetail.parse({
    ...view,
    now: scope.now,
    justification: row.justification,
    rules: row.ruleIds.map((rule) => ({ id: rule, name: nameOf(row.document, rule) })),
    policyVersion: row.policyVersion,
    ...termsView(terms, votes.powers),
    votes: votes.views,
    callDigest: row.digest,
    ...(await boundOf(deps, row)),
    ...may,
    ...around,
    review:
      row.reviewedAt === null ? null : { at: row.reviewedAt, by: row.reviewedBy, text: row.review },
    usedDecisionId: row.usedDecisionId,
    calls,
    history,
  });
}

async function readRow({ db }: Pool, id: string): Promise<Row> {
  const [row] = await db.execute<Row>(sql`
    SELECT e.id AS "evaluationId", s.name AS "sourceName", a.terms, a.rule_ids AS "ruleIds",
           e.policy_version AS "policyVersion", e.request, encode(a.call_digest, 'hex') AS digest,
           a.justification, a.used_decision_id AS "usedDecisionId",
           to_json(a.reviewed_at)#>>'{}' AS "reviewedAt", a.reviewed_by AS "reviewedBy", a.review,
           p.document
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id JOIN source s ON s.id = a.source_id
    LEFT JOIN policy_version p ON p.number = e.policy_version WHERE a.id = ${id}`);
  if (!row) throw new DomainError("not_found", "There is no such approval.");
  return row;
}

function termsView(
  { steps, decideSeconds, useSeconds, wider }: Terms,
  powers: Parameters<typeof quorum>[1],
) {
  const { filled } = quorum(steps, powers);
  return {
    steps: steps.map((step, n) => ({ ...step, filled: filled[n] ?? 0 })),
    decideSeconds,
    useSeconds,
    wider,
  };
}

/** With why the identities relate as they do, as long as the question is kept. */
async function boundOf(deps: ApprovalDeps, { request, evaluationId, sourceName }: Row) {
  if (request === null) return { ...readBound(null), reasons: [] };
  const question = openQuestion(deps.keys, evaluationId, request);
  const { index } = await deps.directory.newest();
  const { reasons } = judgeQuestion(index, question, { name: sourceName });
  return { ...readBound(question), reasons };
}

function nameOf(document: string | null, ruleId: string): string | null {
  const read = document === null ? null : readPolicy(document);
  return (read?.ok && read.policy.rules.find(({ id }) => id === ruleId)?.name) || null;
}
