// OTLP's AnyValue and KeyValue as plain JSON.
import { DEPTH_LIMIT } from "../frames/limits";
import { isJsonObject, objectOf } from "../adapters/json-values";

/** What cannot be taken over without changing it; the record that holds it is broken. */
export class UnusableValue extends Error {}

/** The value of an AnyValue; undefined for an empty one. Throws UnusableValue. */
export function plainValue(any: unknown, depth = 0): unknown {
  if (!isJsonObject(any)) return undefined;
  if (depth > DEPTH_LIMIT) throw new UnusableValue(`nested deeper than ${DEPTH_LIMIT} levels`);
  if (typeof any.stringValue === "string") return any.stringValue;
  if (typeof any.boolValue === "boolean") return any.boolValue;
  if (any.intValue !== undefined) return integer(any.intValue);
  if (any.doubleValue !== undefined) return double(any.doubleValue);
  if (isJsonObject(any.arrayValue)) {
    return listOf(any.arrayValue.values).map((one) => plainValue(one, depth + 1) ?? null);
  }
  if (isJsonObject(any.kvlistValue)) return plainAttributes(any.kvlistValue.values, depth + 1);
  if (any.bytesValue instanceof Uint8Array) return Buffer.from(any.bytesValue).toString("base64");
  return typeof any.bytesValue === "string" ? any.bytesValue : undefined;
}

/** A list of KeyValue as an object. Throws UnusableValue for a name that stands twice. */
export function plainAttributes(list: unknown, depth = 0): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const one of listOf(list)) {
    const { key, value } = objectOf(one);
    if (typeof key !== "string") continue;
    if (entries.has(key)) throw new UnusableValue("a name stands twice in an object");
    entries.set(key, plainValue(value, depth) ?? null);
  }
  return Object.fromEntries(entries);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Digits beyond 2^53 stay digits. */
function integer(value: unknown): unknown {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  return typeof value === "string" && /^-?\d{1,20}$/.test(value) ? value : undefined;
}

/** JSON has no NaN and no infinity: they are written as words, also by OTLP's own JSON. */
function double(value: unknown): unknown {
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number !== "number") return undefined;
  return Number.isFinite(number) ? number : String(value);
}
