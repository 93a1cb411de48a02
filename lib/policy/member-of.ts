import type { JsonObject } from "../calls/adapters/json-values";

/** The object's own member, never what its prototype would give. */
export function memberOf(object: JsonObject | undefined, key: string): unknown {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** An own member that is text of at least one character. */
export function textMember(object: JsonObject | undefined, key: string): string | undefined {
  const value = memberOf(object, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}
