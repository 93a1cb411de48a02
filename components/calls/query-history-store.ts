"use client";
import { readHistory, withQuery } from "@/lib/calls/query-history";

const keyOf = (member: string) => `onbehalf-queries:${member}`;

/** The member's queries in this browser, newest first. */
export function storedQueries(member: string): readonly string[] {
  return readHistory(whereAllowed(() => localStorage.getItem(keyOf(member))));
}

export function rememberQuery(member: string, query: string): void {
  const queries = withQuery(storedQueries(member), query);
  whereAllowed(() => localStorage.setItem(keyOf(member), JSON.stringify(queries)));
}

export function forgetQueries(member: string): void {
  whereAllowed(() => localStorage.removeItem(keyOf(member)));
}

/** A browser may forbid storage or have none left; then there is no history, and all else works. */
function whereAllowed<Result>(access: () => Result): Result | null {
  try {
    return access();
  } catch {
    return null;
  }
}
