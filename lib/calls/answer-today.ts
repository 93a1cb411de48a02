// The policy in force, asked about a call that was made before.
import { readAsked } from "../policy/asked";
import type { Enforced } from "../policy/in-force";
import { type ConditionPart, possibleDecisions } from "../policy/possible-decisions";
import { readsPlace } from "../policy/reads-place";
import type { CallQuestion } from "./call-question";
import type { PolicyToday, UNREAD } from "./policy-view";
import { ruleRef } from "./rule-refs";

export type KnownArguments = { value: unknown } | { unread: (typeof UNREAD)[number] };

type Circumstances = {
  enforced: Enforced;
  now: number;
  groupsTrusted: boolean;
  /** Whether client and mode are what the gateway stated, and their absence is its own. */
  isStated: boolean;
  known: KnownArguments;
  /** Pointers into the arguments at which only `[redacted…]` is left. */
  redacted: readonly string[];
};

/** Limits are not counted, and nothing is recorded. */
export function answerToday(
  { request, client, runAs }: Extract<CallQuestion, { request: object }>,
  { enforced, now, groupsTrusted, isStated, known, redacted }: Circumstances,
): Omit<PolicyToday, "version"> {
  const facts = { ...enforced.facts, groupsTrusted, callsMade: () => 0 };
  const places = redacted.map(segmentsOf);
  const unknown = (part: ConditionPart, condition: unknown): boolean => {
    // What else a gateway said in its question is not kept.
    if (part === "runAs") return runAs === undefined && !isStated;
    if (part !== "arguments") return true;
    return "unread" in known || places.some((place) => readsPlace(condition, place));
  };
  const asked =
    "value" in known
      ? { ...request, context: { ...request.context, arguments: known.value } }
      : request;
  const { answers, undecided } = possibleDecisions(enforced, asked, facts, now, unknown);
  const refOf = (id: string) => ruleRef(id, enforced.policy.rules);
  const named = new Set(answers.flatMap(({ ruleIds }) => ruleIds));
  const readsArguments = undecided.some(({ parts }) => parts.includes("arguments"));
  return {
    answers: answers.map(({ effect, reason, ruleIds }) => ({
      effect,
      reason,
      rules: ruleIds.map(refOf),
    })),
    undecided: undecided.map(({ rule, parts }) => ({ rule: refOf(rule.id), parts })),
    limited: [...named].filter((id) => enforced.limits.has(id)).map(refOf),
    asked: {
      groups: sorted(readAsked(asked, facts).groups),
      client: client ?? null,
      runAs: runAs ?? null,
    },
    argumentsRead: "value" in known,
    unread: readsArguments && "unread" in known ? known.unread : null,
    redacted: readsArguments && "value" in known ? [...redacted] : [],
  };
}

/** The members of a JSON Pointer (RFC 6901). */
function segmentsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((one) => one.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function sorted(groups: ReadonlySet<string> | undefined): string[] | null {
  return groups === undefined ? null : [...groups].toSorted();
}
