// Keywords about objects. Every own key is data; nothing is taken from the prototype.
import { isJsonObject, type JsonObject } from "../../calls/adapters/json-values";
import type { Pattern } from "./pattern";
import type { Place } from "./place";
import type { Check, Run, Seen } from "./run";
import { patternOf, search } from "./values";

type Keywords = { readonly [keyword: string]: (place: Place) => Check };

const ofObject =
  (fits: (object: JsonObject, run: Run, seen: Seen | undefined) => boolean): Check =>
  (value, run, seen) =>
    !isJsonObject(value) || fits(value, run, seen);

export const OBJECT_KEYWORDS: Keywords = {
  maxProperties: (place) => {
    const most = place.count();
    return ofObject((object, run) => keysIn(object, run).length <= most);
  },
  minProperties: (place) => {
    const least = place.count();
    return ofObject((object, run) => keysIn(object, run).length >= least);
  },
  required: (place) => {
    const names = place.names();
    return ofObject((object) => names.every((name) => has(object, name)));
  },
  dependentRequired: (place) => {
    const needs = place.members().map(([name, value]) => [name, place.names(value, name)] as const);
    return ofObject((object) =>
      needs.every(
        ([name, others]) => !has(object, name) || others.every((other) => has(object, other)),
      ),
    );
  },
  dependentSchemas: (place) => {
    const checks = place.map("same");
    return ofObject((object, run, seen) =>
      checks.every(([name, check]) => !has(object, name) || check(object, run, seen)),
    );
  },
  properties: (place) => {
    const checks = place.map("part");
    return ofObject((object, run, seen) =>
      checks.every(([name, check]) => {
        if (!has(object, name)) return true;
        seen?.keys.add(name);
        return check(object[name], run, undefined);
      }),
    );
  },
  patternProperties: (place) => {
    const checks = place
      .map("part")
      .map(([source, check]) => [patternOf(place, source, source), check] as const);
    return ofObject((object, run, seen) =>
      checks.every(([pattern, check]) =>
        keysIn(object, run).every((name) => {
          if (!search(pattern, name, run)) return true;
          seen?.keys.add(name);
          return check(object[name], run, undefined);
        }),
      ),
    );
  },
  additionalProperties: (place) => {
    const check = place.inner("part");
    const named = new Set(keysOf(place.beside("properties")));
    const patterns = keysOf(place.beside("patternProperties")).map((source) =>
      patternOf(place, source),
    );
    return ofObject((object, run, seen) =>
      keysIn(object, run).every((name) => {
        if (named.has(name) || fitsAny(patterns, name, run)) return true;
        seen?.keys.add(name);
        return check(object[name], run, undefined);
      }),
    );
  },
  propertyNames: (place) => {
    const check = place.inner("part");
    return ofObject((object, run) =>
      keysIn(object, run).every((name) => check(name, run, undefined)),
    );
  },
};

/** A member of JSON is never undefined; one in memory may be, and is no member then. */
function has(object: JsonObject, name: string): boolean {
  return Object.hasOwn(object, name) && object[name] !== undefined;
}

/** Listing them takes a while too. */
export function keysIn(object: JsonObject, run: Run): string[] {
  const keys = Object.keys(object);
  run.spend(keys.length >> 1);
  return keys;
}

function keysOf(value: unknown): string[] {
  return isJsonObject(value) ? Object.keys(value) : [];
}

function fitsAny(patterns: readonly Pattern[], name: string, run: Run): boolean {
  return patterns.some((pattern) => search(pattern, name, run));
}
