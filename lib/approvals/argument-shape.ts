// What arguments look like without what they say: two calls of one shape differ in values alone. Pure.
import { isJsonObject } from "../calls/adapters/json-values";
import { canonicalJson } from "../ledger/canonical-json";

/** Names of members and kinds of values; the length and order of a list do not count. */
export function argumentShape(value: unknown): string {
  return canonicalJson(shapeOf(value));
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map(argumentShape))].toSorted();
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [`.${name}`, shapeOf(member)]),
    );
  }
  return value === null ? "null" : typeof value;
}
