// Runs a file of policy cases: how anybody checks the evaluator without us (`cli evaluate --cases`).
import { z } from "zod";
import { parseInstant } from "../identity/instant";
import { buildIndex } from "./build-index";
import { evaluate } from "./evaluate";
import { indexFacts } from "./facts";
import type { Decision, Effect, Policy, Reason } from "./model";
import { type PolicyCase, policyCaseFileSchema, policyCaseSchema } from "./policy-case";

export type PolicyCaseResult = {
  name: string;
  effect: Effect | null;
  ruleIds: string[];
  reason: Reason | null;
  pass: boolean;
  /** Why the case could not be evaluated at all; the others are nevertheless. */
  problem?: string;
};

/** Cases are parsed one by one, so that a broken one fails alone. */
export const policyCaseFrameSchema = policyCaseFileSchema.extend({ cases: z.array(z.unknown()) });

/** `file` has the form of `policyCaseFrameSchema`; the policy may be another than the file's. */
export function runPolicyCases(
  policy: Policy,
  { facts, cases }: Pick<z.infer<typeof policyCaseFrameSchema>, "facts" | "cases">,
): PolicyCaseResult[] {
  const index = buildIndex(policy, null);
  const shared = indexFacts(facts);
  return cases.map((raw, position) => {
    const parsed = policyCaseSchema.safeParse(raw);
    if (!parsed.success) return unreadable(raw, position, parsed.error);
    const { name, now, request, expect, facts: own } = parsed.data;
    const known = own ? indexFacts(own) : shared;
    const decision = evaluate(index, request, known, parseInstant(now) / 1000);
    const { effect, ruleIds, reason } = decision;
    return { name, effect, ruleIds, reason, pass: passes(decision, expect) };
  });
}

function passes(decision: Decision, wanted: PolicyCase["expect"]): boolean {
  return (
    decision.effect === wanted.effect &&
    (wanted.reason === undefined || decision.reason === wanted.reason) &&
    (wanted.retryAfter === undefined || decision.retryAfter === wanted.retryAfter) &&
    (wanted.ruleIds === undefined || sameSet(decision.ruleIds, wanted.ruleIds))
  );
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const wanted = new Set(b);
  return a.length === wanted.size && a.every((one) => wanted.has(one));
}

function unreadable(raw: unknown, position: number, error: z.ZodError): PolicyCaseResult {
  const named = z.object({ name: z.string() }).safeParse(raw);
  return {
    name: named.success ? named.data.name : `case ${position + 1}`,
    effect: null,
    ruleIds: [],
    reason: null,
    pass: false,
    problem: z.prettifyError(error),
  };
}
