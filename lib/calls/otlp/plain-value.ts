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
  if (isGiven(any.intValue)) return integer(any.intValue);
  if (isGiven(any.doubleValue)) return double(any.doubleValue);
  if (isJsonObject(any.arrayValue)) {
    return listOf(any.arrayValue.values).map((one) => plainValue(one, depth + 1) ?? null);
  }
  if (isJsonObject(any.kvlistValue)) return plainAttributes(any.kvlistValue.values, depth + 1);
  if (any.bytesValue instanceof Uint8Array) return Buffer.from(any.bytesValue).toString("base64");
  return typeof any.bytesValue === "string" ? any.bytesValue : undefined;
}

/** In protobuf's JSON null stands for a field that is not set. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
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
  const digits = typeof value === "number" ? String(value) : value;
  if (typeof digits !== "string" || !INTEGER.test(digits)) return undefined;
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}

const INTEGER = /^-?\d{1,20}$/;

/** JSON has no NaN and no infinity: they are written as words, also by OTLP's own JSON. */
function double(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  if (Number.isFinite(number)) return number;
  return /^(?:NaN|-?Infinity)$/.test(value) ? value : undefined;
}
