// Does a condition on arguments look at a place that was redacted?
import { isJsonObject } from "../../calls/adapters/json-values";
import type { Standing } from "./side";

/** `paths`: JSON pointers of what was redacted. */
export function readsRedacted(rules: readonly Standing[], paths: readonly string[]): boolean {
  return rules.some(
    ({ rule: { when } }) =>
      when?.arguments !== undefined && paths.some((path) => readsPath(when.arguments, path)),
  );
}

/** Whether a schema of arguments looks at what the JSON pointer leads to. In doubt yes. */
export function readsPath(schema: unknown, path: string): boolean {
  return reads(schema, stepsOf(path));
}

function stepsOf(path: string): string[] {
  const [, ...steps] = path.split("/");
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A secret in a name is replaced too: then no condition on names is sure. */
const MARKER = "[redacted:";
const SAYS_NOTHING = new Set([
  "$schema",
  "$comment",
  "title",
  "description",
  "default",
  "examples",
  "deprecated",
]);
/** Of an object: which names it has, and how many. */
const OF_NAMES = new Set([
  "type",
  "required",
  "minProperties",
  "maxProperties",
  "dependentRequired",
]);

function reads(schema: unknown, [step, ...rest]: readonly string[]): boolean {
  if (typeof schema === "boolean") return false;
  if (!isJsonObject(schema)) return true;
  return Object.keys(schema).some((keyword) => {
    if (SAYS_NOTHING.has(keyword)) return false;
    if (step === undefined || step.includes(MARKER)) return true;
    if (OF_NAMES.has(keyword)) return false;
    if (keyword !== "properties") return true;
    const { properties } = schema;
    if (!isJsonObject(properties)) return true;
    return Object.hasOwn(properties, step) && reads(properties[step], rest);
  });
}
