// What the policy in force says of what was asked, and how often the same was approved before.
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { memberOf } from "../policy/member-of";
import { argumentShape } from "./argument-shape";
import { askAgain } from "./ask-again";
import type { ApprovalDeps } from "./deps";
import { findVisible } from "./find-visible";
import { openQuestion } from "./hold-evaluation";
import { ENOUGH_REPEATS, termsSchema } from "./model";
import type { StandingView } from "./around-view";

const MOST = 2 * ENOUGH_REPEATS;

type Asked = {
  evaluationId: string;
  request: Buffer | null;
  terms: string;
  groupsTrusted: boolean;
};

/** Counts no limits, records nothing, and shows no argument. Throws `not_found`. */
export async function readStanding(
  deps: ApprovalDeps,
  viewer: Viewer,
  id: string,
): Promise<StandingView> {
  await findVisible(deps.pool, viewer, id);
  const [asked] = await deps.pool.sql<Asked[]>`
    SELECT e.id AS "evaluationId", e.request, a.terms, s.groups_trusted AS "groupsTrusted"
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id JOIN source s ON s.id = a.source_id
    WHERE a.id = ${id}`;
  if (!asked || asked.request === null) {
    return { today: null, repeats: { approved: 0, enough: ENOUGH_REPEATS } };
  }
  const question = openQuestion(deps.keys, asked.evaluationId, asked.request);
  const { inForce, mayBeOld } = deps.decisions;
  await inForce.look();
  const enforced = inForce.current(mayBeOld);
  const terms = termsSchema.parse(JSON.parse(asked.terms));
  const { decision, same } = askAgain(enforced, question, { ...asked, terms });
  const nameOf = (rule: string) => enforced.policy.rules.find((one) => one.id === rule)?.name;
  const shape = argumentShape(memberOf(question.context, "arguments"));
  return {
    today: {
      version: enforced.number,
      effect: decision.effect,
      reason: decision.reason,
      rules: decision.ruleIds.map((rule) => ({ id: rule, name: nameOf(rule) ?? null })),
      sameSteps: same,
    },
    repeats: { approved: await countEqual(deps, id, shape), enough: ENOUGH_REPEATS },
  };
}

/**
 * Of this caller and tool, asked of the same people with arguments of this shape: those since the
 * last no. Where arguments are gone nobody can tell, and counting ends.
 */
async function countEqual(
  { pool, keys }: ApprovalDeps,
  id: string,
  shape: string,
): Promise<number> {
  const before = await readBefore(pool, id);
  let equal = 0;
  for (const { evaluationId, request, approved } of before) {
    if (request === null) break;
    const { context } = openQuestion(keys, evaluationId, request);
    if (argumentShape(memberOf(context, "arguments")) !== shape) continue;
    if (!approved) break;
    equal += 1;
  }
  return equal;
}

type Before = { evaluationId: string; request: Buffer | null; approved: boolean };

/** What people decided, the newest first; what went past them does not count. */
function readBefore({ sql }: Pool, id: string): Promise<Before[]> {
  return sql<Before[]>`
    SELECT oe.id AS "evaluationId", oe.request,
           o.approved_at IS NOT NULL AND o.state <> 'revoked' AS approved
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id
    JOIN approval o ON o.caller_id = a.caller_id AND o.id <> a.id AND o.addressed = a.addressed
      AND o.requested_at < a.requested_at AND NOT o.break_glass
      AND (o.approved_at IS NOT NULL OR o.state = 'denied')
    JOIN evaluation oe ON oe.id = o.evaluation_id AND oe.resource = e.resource
    WHERE a.id = ${id} ORDER BY o.requested_at DESC LIMIT ${MOST}`;
}
