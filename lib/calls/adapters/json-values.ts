// Reading a gateway's JSON without trusting its shape.

export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object, or an empty one: a missing group reads like a group with nothing in it. */
export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** A non-empty string, or a number as written; anything else is missing. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

/** A number >= 0, also when written as digits in a string. */
export function countOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}

/** The group without its missing members; nothing at all when none is left. */
export function present<Group extends object>(group: Group): Group | undefined {
  const kept = { ...group };
  for (const key of Object.keys(kept)) {
    if (Reflect.get(kept, key) === undefined) Reflect.deleteProperty(kept, key);
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Labels from those values that are there; nothing at all when none is. */
export function labelsOf(values: Record<string, unknown>): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = textOf(value);
    if (text !== undefined) labels[name] = text;
  }
  return present(labels);
}
