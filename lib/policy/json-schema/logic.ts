// Keywords that combine schemas for one and the same value.
import type { Place } from "./place";
import { type Check, type Run, Seen } from "./run";

type Keywords = { readonly [keyword: string]: (place: Place) => Check };

export const LOGIC_KEYWORDS: Keywords = {
  allOf: (place) => {
    const checks = place.list("same");
    return (value, run, seen) => checks.every((check) => check(value, run, seen));
  },
  anyOf: (place) => {
    const checks = place.list("same");
    return (value, run, seen) => {
      // Where somebody asks what was seen, every branch that fits has a say.
      if (!seen) return checks.some((check) => check(value, run, undefined));
      return checks.filter((check) => tried(check, value, run, seen)).length > 0;
    };
  },
  oneOf: (place) => {
    const checks = place.list("same");
    return (value, run, seen) =>
      checks.filter((check) => tried(check, value, run, seen)).length === 1;
  },
  not: (place) => {
    const check = place.inner("same");
    return (value, run) => !check(value, run, undefined);
  },
  if: (place) => {
    const condition = place.inner("same");
    const then = place.neighbour("then");
    const otherwise = place.neighbour("else");
    return (value, run, seen) => {
      const branch = tried(condition, value, run, seen) ? then : otherwise;
      return branch === undefined || branch(value, run, seen);
    };
  },
};

/** What a branch saw counts only when it fits. */
function tried(check: Check, value: unknown, run: Run, seen: Seen | undefined): boolean {
  if (!seen) return check(value, run, undefined);
  const own = new Seen();
  const fits = check(value, run, own);
  if (fits) seen.add(own);
  return fits;
}
