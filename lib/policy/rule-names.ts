// What the rules of a text are called, also where the rest of it has an error. Pure.
import { isJsonObject } from "../calls/adapters/json-values";
import { readText } from "./read-text";

/** Names by id; of several texts the last one that has the rule says it. Rules without a name are not in it. */
export function ruleNames(...texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(texts.flatMap(namesIn));
}

/** Which rules a text has. */
export function ruleIds(text: string): ReadonlySet<string> {
  return new Set(rulesIn(text).flatMap(({ id }) => (typeof id === "string" ? [id] : [])));
}

function namesIn(text: string): [string, string][] {
  return rulesIn(text).flatMap(({ id, name }): [string, string][] =>
    typeof id === "string" && typeof name === "string" && name !== "" ? [[id, name]] : [],
  );
}

function rulesIn(text: string): Record<string, unknown>[] {
  const read = readText(text);
  const rules =
    read.ok && isJsonObject(read.value) && Object.hasOwn(read.value, "rules")
      ? read.value["rules"]
      : [];
  return (Array.isArray(rules) ? rules : []).filter(isJsonObject);
}
