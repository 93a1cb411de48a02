// What no other keyword of the same schema, or of one that it applies, has looked at.
import { isJsonObject } from "../../calls/adapters/json-values";
import { keysIn } from "./objects";
import type { Place } from "./place";
import type { Run, Seen } from "./run";

export type LastCheck = (value: unknown, run: Run, seen: Seen) => boolean;

/** They run after every other keyword of their schema. */
export const UNEVALUATED_KEYWORDS: { readonly [keyword: string]: (place: Place) => LastCheck } = {
  unevaluatedProperties: (place) => {
    const check = place.inner("part");
    return (value, run, seen) =>
      !isJsonObject(value) ||
      keysIn(value, run).every((name) => {
        if (seen.keys.has(name)) return true;
        seen.keys.add(name);
        return check(value[name], run, undefined);
      });
  },
  unevaluatedItems: (place) => {
    const check = place.inner("part");
    return (value, run, seen) =>
      !Array.isArray(value) ||
      value.every((item, at) => {
        if (seen.items.has(at)) return true;
        seen.items.add(at);
        return check(item, run, undefined);
      });
  },
};
