// What a single event may contain, checked without recursion: an event may be 100,000 deep.
import { DEPTH_LIMIT, EVENT_LIMIT } from "./limits";
import { isLongerThan } from "./utf8-length";

/** Why a text may not be an event, before it is parsed. */
export function textProblem(text: string): string | undefined {
  if (isLongerThan(text, EVENT_LIMIT)) return "the event is larger than 256 KB";
  return stringProblem(text);
}

export type ValueFacts = {
  problem?: string;
  /** Members of all objects, as parsed: fewer than written when a name stood twice. */
  members: number;
  /** A number that is no longer what was written: a large integer, or one out of range. */
  hasInexactNumber: boolean;
};

/** Walks a parsed value once. The facts are complete only when there is no problem. */
export function inspectValue(root: unknown): ValueFacts {
  const facts: ValueFacts = { members: 0, hasInexactNumber: false };
  let level: object[] = [];
  check(root, level, facts);
  // Level by level, so that the depth is the number of rounds.
  for (let depth = 1; level.length > 0 && facts.problem === undefined; depth++) {
    if (depth > DEPTH_LIMIT)
      return { ...facts, problem: `nested deeper than ${DEPTH_LIMIT} levels` };
    const next: object[] = [];
    for (const container of level) inspectContainer(container, next, facts);
    level = next;
  }
  return facts;
}

function inspectContainer(container: object, next: object[], facts: ValueFacts): void {
  if (Array.isArray(container)) {
    for (const item of container) check(item, next, facts);
    return;
  }
  for (const [key, value] of Object.entries(container)) {
    facts.members++;
    facts.problem ??= stringProblem(key);
    check(value, next, facts);
  }
}

function check(value: unknown, next: object[], facts: ValueFacts): void {
  if (typeof value === "string") facts.problem ??= stringProblem(value);
  else if (typeof value === "number") facts.hasInexactNumber ||= isInexact(value);
  else if (typeof value === "object" && value !== null) next.push(value);
}

function isInexact(number: number): boolean {
  return !Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number));
}

function stringProblem(text: string): string | undefined {
  if (text.includes("\0")) return "a NUL character (\\u0000), which no database stores";
  return text.isWellFormed() ? undefined : "a lone surrogate: not well-formed UTF-16";
}
