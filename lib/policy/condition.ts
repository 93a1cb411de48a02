// What `when` asks of a request: JSON Schemas over its parts, and the identity it would run as.
import type { Asked } from "./asked";
import { type CompiledSchema, compileSchema } from "./json-schema/compile-schema";
import { SchemaError } from "./json-schema/place";
import { Run, TooMuchWork } from "./json-schema/run";
import { memberOf } from "./member-of";
import type { Conditions } from "./model";

/** `undefined`: it cannot be told, and the evaluator fails closed. */
export type Condition = (asked: Asked) => boolean | undefined;

export const SCHEMA_PARTS = ["subject", "resource", "action", "context", "arguments"] as const;
type SchemaPart = (typeof SCHEMA_PARTS)[number];

/** Schemas are compiled when first asked for, once. */
export function compileConditions(when: Conditions): Condition[] {
  const { runAs } = when;
  const modes = runAs && new Set(runAs);
  const parts = SCHEMA_PARTS.filter((part) => when[part] !== undefined);
  return [
    ...(modes
      ? [({ runAs: mode }: Asked) => (mode === undefined ? undefined : modes.has(mode))]
      : []),
    ...parts.map((part) => schemaCondition(part, when[part])),
  ];
}

/** Steps that all conditions of one decision may take together. */
const MOST_WORK = 600_000;

/** A decision costs too much, whatever the order of its rules: it is a deny. */
export class DecisionTooCostly extends Error {}

function schemaCondition(part: SchemaPart, schema: unknown): Condition {
  let fits: CompiledSchema["fits"] | null | undefined;
  return (asked) => {
    const value = partOf(asked, part);
    if (value === undefined) return undefined;
    if (fits === undefined) fits = compiledOrNull(schema);
    return fits === null ? undefined : check(fits, value, asked);
  };
}

function check(fits: CompiledSchema["fits"], value: unknown, asked: Asked): boolean | undefined {
  const run = new Run();
  const answer = attempt(() => fits(value, run), TooMuchWork);
  asked.work += run.spent;
  if (asked.work > MOST_WORK) throw new DecisionTooCostly();
  return answer;
}

function compiledOrNull(schema: unknown): CompiledSchema["fits"] | null {
  return attempt(() => compileSchema(schema).fits, SchemaError) ?? null;
}

/** `undefined` where the work fails in the expected way. */
function attempt<T>(work: () => T, expected: new (...args: never[]) => Error): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof expected) return undefined;
    throw error;
  }
}

function partOf({ request }: Asked, part: SchemaPart): unknown {
  return part === "arguments" ? memberOf(request.context, "arguments") : request[part];
}
