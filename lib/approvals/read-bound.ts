// What a yes is bound to, from the very bytes that were digested.
import { isJsonObject } from "../calls/adapters/json-values";
import { canonicalJson } from "../ledger/canonical-json";
import { memberOf, textMember } from "../policy/member-of";
import type { EvaluationRequest } from "../policy/request";
import { besidesOf, moreOf } from "./binding";
import type { BoundView } from "./view";

/** Null for a question that is gone. */
export function readBound(question: EvaluationRequest | null): BoundView {
  if (question === null) return GONE;
  const { context } = question;
  const args = memberOf(context, "arguments");
  const downstream = memberOf(context, "downstream");
  const act = memberOf(question.subject.properties, "act");
  const more = { ...(act !== undefined && { act }), ...moreOf(question) };
  const besides = besidesOf(question);
  return {
    definitionSha256: textMember(context, "definitionSha256") ?? null,
    downstream: isJsonObject(downstream) ? downstream : null,
    more: Object.keys(more).length > 0 ? more : null,
    besides: Object.keys(besides).length > 0 ? besides : null,
    session: textMember(context, "session") ?? null,
    argumentsBytes: args === undefined ? 0 : Buffer.byteLength(canonicalJson(args)),
  };
}

const GONE: BoundView = {
  definitionSha256: null,
  downstream: null,
  more: null,
  besides: null,
  session: null,
  argumentsBytes: null,
};
