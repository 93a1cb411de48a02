import { isJsonObject } from "../calls/adapters/json-values";

/** Say nothing about a value. */
const ANNOTATIONS = new Set(["$schema", "$id", "$comment", "title", "description", "examples"]);
/** Look at members by their names, or at what kind of value it is, and at nothing further. */
const BY_NAME = new Set([...ANNOTATIONS, "type", "required", "properties"]);

/**
 * Whether a JSON Schema may look at the value at this place (member names from the outside in).
 * In doubt it does: only keywords that go by names are followed.
 */
export function readsPlace(schema: unknown, place: readonly string[]): boolean {
  if (typeof schema === "boolean") return false;
  if (!isJsonObject(schema)) return true;
  const [name, ...rest] = place;
  const keywords = Object.keys(schema);
  if (name === undefined) return keywords.some((keyword) => !ANNOTATIONS.has(keyword));
  if (keywords.some((keyword) => !BY_NAME.has(keyword))) return true;
  const properties = Object.hasOwn(schema, "properties") ? schema["properties"] : {};
  if (!isJsonObject(properties)) return true;
  return Object.hasOwn(properties, name) && readsPlace(properties[name], rest);
}
