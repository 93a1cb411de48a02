// What the form of a policy cannot say: parts that contradict each other, conditions that fail.
import { parseInstant } from "../identity/instant";
import { SCHEMA_PARTS } from "./condition";
import type { Defect } from "./defect";
import { compileSchema } from "./json-schema/compile-schema";
import { SchemaError } from "./json-schema/place";
import type { Policy, Rule } from "./model";

/**
 * Such a policy can be evaluated, and fails closed, but must not be published. Compiles every
 * schema: some 20 µs each.
 */
export function checkPolicy({ rules, tests }: Policy): Defect[] {
  return [
    ...repeated("rules", rules, ({ id }) => id, "id"),
    ...repeated("tests", tests, ({ name }) => name, "name"),
    ...rules.flatMap((rule, at) =>
      [...contradictions(rule), ...conditionDefects(rule)].map(({ path, message }) => ({
        path: ["rules", at, ...path],
        message,
      })),
    ),
  ];
}

function repeated<T>(
  list: string,
  all: readonly T[],
  nameOf: (one: T) => string,
  member: string,
): Defect[] {
  const first = new Map<string, number>();
  return all.flatMap((one, at) => {
    const name = nameOf(one);
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, at);
    return earlier === undefined
      ? []
      : [{ path: [list, at, member], message: `is that of ${list}.${earlier} too` }];
  });
}

function* contradictions(rule: Rule): Generator<Defect> {
  const { effect, from, until, limit, approval } = rule;
  if (from !== undefined && until !== undefined && parseInstant(from) >= parseInstant(until)) {
    yield { path: ["until"], message: "must be after from: the rule would never apply" };
  }
  if (limit && effect === "deny") {
    yield { path: ["limit"], message: "has no effect on a rule that denies" };
  }
  if (approval && effect !== "ask") {
    yield { path: ["approval"], message: `has no effect on a rule with effect ${effect}` };
  }
}

function conditionDefects({ when }: Rule): Defect[] {
  return SCHEMA_PARTS.filter((part) => when?.[part] !== undefined).flatMap((part) => {
    const path = ["when", part];
    try {
      return compileSchema(when?.[part]).withoutEffect.map((where) => ({
        path: [...path, ...where],
        message: "checks nothing in JSON Schema 2020-12: say it with pattern or enum",
      }));
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      return [{ path: [...path, ...error.path], message: error.message }];
    }
  });
}
