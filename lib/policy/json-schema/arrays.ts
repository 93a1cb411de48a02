// Keywords about lists.
import { spelling } from "./equality";
import type { Place } from "./place";
import type { Check, Run, Seen } from "./run";

type Keywords = { readonly [keyword: string]: (place: Place) => Check };

const ofList =
  (fits: (list: readonly unknown[], run: Run, seen: Seen | undefined) => boolean): Check =>
  (value, run, seen) =>
    !Array.isArray(value) || fits(value, run, seen);

export const ARRAY_KEYWORDS: Keywords = {
  maxItems: (place) => {
    const most = place.count();
    return ofList((list) => list.length <= most);
  },
  minItems: (place) => {
    const least = place.count();
    return ofList((list) => list.length >= least);
  },
  uniqueItems: (place) => {
    if (typeof place.value !== "boolean") return place.fail("must be true or false");
    if (!place.value) return () => true;
    return ofList((list, run) => {
      const spellings = new Set<string>();
      return list.every((item) => spellings.size < spellings.add(spelling(item, run)).size);
    });
  },
  prefixItems: (place) => {
    const checks = place.list("part");
    return ofList((list, run, seen) =>
      checks.every((check, at) => at >= list.length || judge(check, list, at, run, seen)),
    );
  },
  items: (place) => {
    const check = place.inner("part");
    const prefix = place.beside("prefixItems");
    const first = Array.isArray(prefix) ? prefix.length : 0;
    return ofList((list, run, seen) => {
      for (let at = first; at < list.length; at++) {
        if (!judge(check, list, at, run, seen)) return false;
      }
      return true;
    });
  },
  contains: (place) => {
    const check = place.inner("part");
    const least = bound(place, "minContains") ?? 1;
    const most = bound(place, "maxContains") ?? Infinity;
    return ofList((list, run, seen) => {
      const found = list.filter((item, at) => {
        if (!check(item, run, undefined)) return false;
        seen?.items.add(at);
        return true;
      }).length;
      return found >= least && found <= most;
    });
  },
  // Both speak through `contains`; alone they say nothing, but must be numbers.
  minContains: (place) => {
    place.count();
    return () => true;
  },
  maxContains: (place) => {
    place.count();
    return () => true;
  },
};

function judge(
  check: Check,
  list: readonly unknown[],
  at: number,
  run: Run,
  seen: Seen | undefined,
): boolean {
  seen?.items.add(at);
  return check(list[at], run, undefined);
}

function bound(place: Place, keyword: string): number | undefined {
  const value = place.beside(keyword);
  return typeof value === "number" ? value : undefined;
}
