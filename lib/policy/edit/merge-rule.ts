// A rule that was made from another: of what both sides changed, nothing is chosen. Pure.
import type { JsonObject } from "../../calls/adapters/json-values";
import { canonicalJson } from "../../ledger/canonical-json";
import { ruleSchema } from "../model";
import { ruleToWrite, writtenRule } from "../written-rule";

/** A member that both changed, each another way; undefined: taken out. */
export type BothChanged = { member: string; theirs: unknown; yours: unknown };

export type MergedRule = { ok: true; rule: JsonObject } | { ok: false; both: BothChanged[] };

/** `theirs` with what `yours` changed of `base`, member by member. */
export function mergeRule(texts: {
  base: JsonObject;
  theirs: JsonObject;
  yours: JsonObject;
}): MergedRule {
  const [base, theirs, yours] = [texts.base, texts.theirs, texts.yours].map(plainRule);
  const members = new Set([base, theirs, yours].flatMap((one) => Object.keys(one ?? {})));
  const merged: [string, unknown][] = [];
  const both: BothChanged[] = [];
  for (const member of members) {
    const [was, has, have] = [base, theirs, yours].map((one) => memberOf(one, member));
    const [before, their, your] = [was, has, have].map(spelled);
    if (before !== their && before !== your && their !== your) {
      both.push({ member, theirs: has, yours: have });
    }
    const kept = before === your ? has : have;
    if (kept !== undefined) merged.push([member, kept]);
  }
  if (both.length > 0) return { ok: false, both };
  return { ok: true, rule: Object.fromEntries(merged) };
}

export function isSameRule(a: JsonObject, b: JsonObject): boolean {
  return spelled(plainRule(a)) === spelled(plainRule(b));
}

/** What it is without saying so is left out, so that two ways to write it are one. */
function plainRule(rule: JsonObject): JsonObject {
  const read = ruleSchema.safeParse(rule);
  return read.success ? ruleToWrite(writtenRule(read.data)) : rule;
}

function memberOf(rule: JsonObject | undefined, member: string): unknown {
  return rule && Object.hasOwn(rule, member) ? rule[member] : undefined;
}

function spelled(value: unknown): string {
  return value === undefined ? "" : canonicalJson(value);
}
