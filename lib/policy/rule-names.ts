// What the rules of a text are called, also where the rest of it has an error. Pure.
import { isJsonObject } from "../calls/adapters/json-values";
import { readText } from "./read-text";

/** Names by id; of several texts the last one that has the rule says it. Rules without a name are not in it. */
export function ruleNames(...texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(texts.flatMap(namesIn));
}

function namesIn(text: string): [string, string][] {
  const read = readText(text);
  const rules =
    read.ok && isJsonObject(read.value) && Object.hasOwn(read.value, "rules")
      ? read.value["rules"]
      : [];
  return (Array.isArray(rules) ? rules : []).flatMap((rule): [string, string][] => {
    if (!isJsonObject(rule)) return [];
    const { id, name } = rule;
    return typeof id === "string" && typeof name === "string" && name !== "" ? [[id, name]] : [];
  });
}
