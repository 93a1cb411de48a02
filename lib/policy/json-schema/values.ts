// Keywords about any value, numbers and texts.
import { sameJson } from "./equality";
import { isMultipleOf } from "./multiple-of";
import { compilePattern, type Pattern } from "./pattern";
import type { Place } from "./place";
import type { Check, Run } from "./run";

type Keywords = { readonly [keyword: string]: (place: Place) => Check };

const TYPES: { readonly [type: string]: (value: unknown) => boolean } = {
  null: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  integer: (value) => Number.isInteger(value),
  string: (value) => typeof value === "string",
  array: Array.isArray,
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

const ofNumber =
  (fits: (value: number) => boolean): Check =>
  (value) =>
    typeof value !== "number" || fits(value);

export const VALUE_KEYWORDS: Keywords = {
  type: (place) => {
    const names = typeof place.value === "string" ? [place.value] : place.names();
    const types = names.map((name) =>
      Object.hasOwn(TYPES, name) && TYPES[name]
        ? TYPES[name]
        : place.fail(`names no type: ${name}`),
    );
    return (value) => types.some((fits) => fits(value));
  },
  const: (place) => {
    const wanted = place.value;
    return (value) => sameJson(wanted, value);
  },
  enum: (place) => {
    const { value: wanted } = place;
    if (!Array.isArray(wanted)) return place.fail("must list values");
    const simple = new Set<unknown>(wanted);
    const nested = wanted.filter((one) => typeof one === "object" && one !== null);
    return (value, run) => {
      run.spend(nested.length);
      return simple.has(value) || nested.some((one) => sameJson(one, value));
    };
  },
  multipleOf: (place) => {
    const step = place.number();
    if (step <= 0) return place.fail("must be above 0");
    return ofNumber((value) => isMultipleOf(value, step));
  },
  maximum: (place) => {
    const most = place.number();
    return ofNumber((value) => value <= most);
  },
  exclusiveMaximum: (place) => {
    const bound = place.number();
    return ofNumber((value) => value < bound);
  },
  minimum: (place) => {
    const least = place.number();
    return ofNumber((value) => value >= least);
  },
  exclusiveMinimum: (place) => {
    const bound = place.number();
    return ofNumber((value) => value > bound);
  },
  maxLength: (place) => {
    const most = place.count();
    return (value, run) => typeof value !== "string" || characters(value, run) <= most;
  },
  minLength: (place) => {
    const least = place.count();
    return (value, run) => typeof value !== "string" || characters(value, run) >= least;
  },
  pattern: (place) => {
    const fits = patternOf(place, place.value);
    return (value, run) => typeof value !== "string" || search(fits, value, run);
  },
};

export function patternOf(place: Place, source: unknown, ...below: string[]): Pattern {
  if (typeof source !== "string") return place.fail("must be a text", ...below);
  try {
    return compilePattern(source);
  } catch (error) {
    return place.fail(error instanceof Error ? error.message : String(error), ...below);
  }
}

export function search(pattern: Pattern, text: string, run: Run): boolean {
  run.spend(1 + (text.length >> 3));
  return pattern(text);
}

/** Characters of Unicode, not units of UTF-16. */
function characters(text: string, run: Run): number {
  run.spend(text.length >> 3);
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const pair = text.codePointAt(at);
    if (pair !== undefined && pair > 0xffff) at++;
    count++;
  }
  return count;
}
