// A rule as one writes it: what it is without saying so is left out.
import type { z } from "zod";
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";
import { checkPolicy } from "./check-policy";
import { type Rule, ruleSchema } from "./model";

export type WrittenRule = z.input<typeof ruleSchema>;

/** Reads back as the same rule. */
export function writtenRule(rule: Rule): WrittenRule {
  const { enabled, except, actions, limit, approval, ...rest } = rule;
  const isDefault = actions.length === 1 && actions[0] === "tools/call";
  const written: WrittenRule = {
    ...rest,
    ...(!enabled && { enabled }),
    ...(except.length > 0 && { except }),
    ...(!isDefault && { actions }),
    ...(limit && { limit: limit.by === "caller" ? { calls: limit.calls, per: limit.per } : limit }),
    ...(approval && {
      approval: {
        ...approval,
        steps: approval.steps.map(({ from, count }) => (count === 1 ? { from } : { from, count })),
      },
    }),
  };
  return written;
}

/** For an edit: members in the order in which people read a rule, nothing undefined. */
export function ruleToWrite(rule: WrittenRule): JsonObject {
  const ordered = ORDER.flatMap((key) => (rule[key] === undefined ? [] : [[key, rule[key]]]));
  const plain: unknown = JSON.parse(JSON.stringify(Object.fromEntries(ordered)));
  return isJsonObject(plain) ? plain : {};
}

export type RuleProblem = { path: string; message: string };

/** Everything that is wrong with it, by the path of the member; empty for a rule that can be saved. */
export function ruleProblems(rule: unknown): RuleProblem[] {
  const parsed = ruleSchema.safeParse(rule);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  }
  const defects = checkPolicy({ rules: [parsed.data], entities: [], tests: [] });
  return defects.map(({ path, message }) => ({ path: path.slice(2).join("."), message }));
}

/** An id that says what the rule is about and that no other has. */
export function ruleIdFor(words: string, taken: ReadonlySet<string>): string {
  const plain = words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  const first = plain === "" ? "rule" : plain;
  let id = first;
  for (let n = 2; taken.has(id); n++) id = `${first}-${n}`;
  return id;
}

const ORDER = [
  "id",
  "name",
  "enabled",
  "subjects",
  "except",
  "actions",
  "resources",
  "effect",
  "when",
  "limit",
  "approval",
  "from",
  "until",
  "owner",
  "reason",
  "origin",
] as const satisfies readonly (keyof WrittenRule)[];
