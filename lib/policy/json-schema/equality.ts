// When two values of JSON are the same: 1 and 1.0 are, objects are in any order of members.
import { isJsonObject } from "../../calls/adapters/json-values";
import type { Run } from "./run";

/** Recurses no deeper than the shallower of the two. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, at) => sameJson(item, b[at]))
    );
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** Equal texts for the same values and different ones for others, in linear time. */
export function spelling(value: unknown, run: Run): string {
  if (typeof value !== "object" || value === null) {
    run.spend(1);
    return value === 0 ? "0" : JSON.stringify(value);
  }
  run.enter();
  const text = Array.isArray(value)
    ? `[${value.map((item) => spelling(item, run)).join()}]`
    : `{${members(value, run).join()}}`;
  run.leave();
  return text;
}

function members(object: object, run: Run): string[] {
  return Object.entries(object)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${spelling(value, run)}`);
}
