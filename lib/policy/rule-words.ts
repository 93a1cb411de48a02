// What a rule asks for beside who and what, in plain words.
import { isJsonObject } from "../calls/adapters/json-values";
import type { Rule } from "./model";

/** Each condition as a sentence without its end; empty for a rule that has none. */
export function conditionWords({ when, limit, approval }: Rule): string[] {
  return [
    ...(when?.runAs ? [`runs as ${either(when.runAs)}`] : []),
    ...argumentWords(when?.arguments),
    ...(["subject", "resource", "action", "context"] as const)
      .filter((part) => when?.[part] !== undefined)
      .map((part) => `the ${part} fits a JSON Schema`),
    ...(limit ? [`at most ${times(limit.calls)} a ${limit.per}, counted by ${limit.by}`] : []),
    ...(approval?.steps ?? []).map(
      ({ from, count }) => `${count === 1 ? "one" : count} of ${either(from)} says yes`,
    ),
    ...(approval?.decideWithin ? [`decided within ${approval.decideWithin}`] : []),
    ...(approval?.useWithin ? [`used within ${approval.useWithin}`] : []),
  ];
}

/** Of the forms that the argument form writes; anything else is only named. */
function argumentWords(schema: unknown): string[] {
  if (schema === undefined) return [];
  if (!isJsonObject(schema)) return ["the arguments fit a JSON Schema"];
  const { type, properties, required, ...rest } = schema;
  const isPlain = (type === undefined || type === "object") && Object.keys(rest).length === 0;
  if (!isPlain) return ["the arguments fit a JSON Schema"];
  const named = isJsonObject(properties) ? Object.entries(properties) : [];
  const must = new Set(Array.isArray(required) ? required.map(String) : []);
  const said = named.flatMap(([name, one]) => memberWords(name, one, must.has(name)));
  const only = [...must].filter((name) => !named.some(([one]) => one === name));
  return [...said, ...only.map((name) => `${name} is given`)];
}

function memberWords(name: string, schema: unknown, required: boolean): string[] {
  const where = required ? name : `${name}, if given,`;
  if (!isJsonObject(schema)) return [`${where} fits a JSON Schema`];
  const { type: _, ...checks } = schema;
  const words = Object.entries(checks).map(([keyword, value]) => keywordWords(keyword, value));
  if (words.includes(null)) return [`${where} fits a JSON Schema`];
  if (words.length === 0) return required ? [`${name} is given`] : [];
  return [`${where} ${words.join(" and ")}`];
}

/** Null for what has no short words. */
function keywordWords(keyword: string, value: unknown): string | null {
  if (keyword === "enum" && Array.isArray(value)) return `is ${either(value.map(plain))}`;
  if (keyword === "const") return `is ${plain(value)}`;
  if (keyword === "pattern") return `matches ${plain(value)}`;
  if (keyword === "minimum") return `is at least ${plain(value)}`;
  if (keyword === "maximum") return `is at most ${plain(value)}`;
  if (keyword === "maxLength") return `has at most ${plain(value)} characters`;
  if (keyword === "maxItems") return `has at most ${plain(value)} entries`;
  return null;
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function either(all: readonly string[]): string {
  const shown = all.slice(0, 5);
  const last = all.length > 5 ? `${all.length - 5} more` : shown.pop();
  return shown.length === 0 ? (last ?? "") : `${shown.join(", ")} or ${last}`;
}

function times(calls: number): string {
  return calls === 1 ? "one call" : `${calls.toLocaleString("en")} calls`;
}
