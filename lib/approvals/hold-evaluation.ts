// Keeps a question that was answered "ask", so that what is approved is what was asked.
import { principalKey, resolvePrincipals } from "../calls/dimensions";
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";
import { type Question, resourceName } from "../decisions/decide";
import { actionName } from "../policy/asked";
import { memberOf, textMember } from "../policy/member-of";
import type { Decision } from "../policy/model";
import { type EvaluationRequest, requestSchema } from "../policy/request";
import { readResource } from "../policy/resource";
import { actorsIn } from "./actors";
import { argumentsDigest, callDigest, digestMac, factsDigest, sessionDigest } from "./binding";
import type { ApprovalDeps } from "./deps";
import { evaluationContext } from "./evaluation-context";
import { OFFER_SECONDS } from "./model";
import { termsOf } from "./terms";

/** A denial that can be turned into a request until then (RFC 3339). */
export type Offer = { evaluationId: string; evaluatedAt: string; expiresAt: string };

/** Stores the question, which is to be an exact one, under the id of its decision. */
export async function holdEvaluation(
  { pool: { sql }, keys, dimensions }: ApprovalDeps,
  { id, enforced, asker: { source }, request }: Question,
  decision: Decision,
): Promise<Offer> {
  const mac = digestMac(keys);
  const { subject, action, resource, context } = request;
  const named = readResource(resource);
  const caller = principalIn({ ...subject.properties, sub: subject.id });
  const downstream = principalIn(memberOf(context, "downstream"));
  const actors = actorsIn(request);
  const wanted = [caller, downstream, ...actors].flatMap((one) => one ?? []);
  const principals = await resolvePrincipals(
    sql,
    dimensions,
    wanted.map((one) => ({ ...one, name: undefined, email: undefined })),
  );
  const idOf = (one: Principal) => (one && principals.get(principalKey(one))?.id) ?? null;
  const [row] = await sql<{ at: string; until: string }[]>`
    INSERT INTO evaluation (id, source_id, expires_at, call_digest, arguments_digest,
      session_digest, facts_digest, policy_version, rule_ids, terms, caller_id, ran_as_id, actor_ids, client,
      action, server, tool, resource, run_as, request)
    VALUES (${id}, ${source.id}, now() + make_interval(secs => ${OFFER_SECONDS}),
      ${callDigest(mac, request, source.publicId)},
      ${argumentsDigest(mac, memberOf(context, "arguments"))},
      ${sessionDigest(mac, request, source.publicId)},
      ${factsDigest(mac, request, source.publicId)},
      ${enforced.number},
      (SELECT coalesce(array_agg(value), '{}') FROM json_array_elements_text(${JSON.stringify(decision.ruleIds)}::text::json)),
      ${JSON.stringify(termsOf(enforced.policy, decision.ruleIds))},
      ${idOf(caller)}, ${idOf(downstream)},
      ARRAY(SELECT json_array_elements_text(${JSON.stringify(actors.map(idOf))}::text::json)::int),
      ${textMember(context, "agent") ?? null},
      ${actionName(action.name)}, ${named.server ?? null}, ${named.name},
      ${resourceName(resource)}, ${textMember(context, "runAs") ?? null},
      ${keys.encrypt(Buffer.from(JSON.stringify(request)), evaluationContext(id))})
    RETURNING to_json(evaluated_at)#>>'{}' AS at, to_json(expires_at)#>>'{}' AS until`;
  if (!row) throw new Error("the evaluation was not stored");
  return { evaluationId: id, evaluatedAt: row.at, expiresAt: row.until };
}

/** The question as it was asked, from what `holdEvaluation` encrypted. */
export function openQuestion(
  keys: ApprovalDeps["keys"],
  id: string,
  sealed: Buffer,
): EvaluationRequest {
  return requestSchema.parse(
    JSON.parse(keys.decrypt(sealed, evaluationContext(id)).toString("utf8")),
  );
}

type Principal = { iss: string; sub: string } | null;

function principalIn(value: unknown): Principal {
  const object: JsonObject | undefined = isJsonObject(value) ? value : undefined;
  const iss = textMember(object, "iss");
  const sub = textMember(object, "sub");
  return iss === undefined || sub === undefined ? null : { iss, sub };
}
