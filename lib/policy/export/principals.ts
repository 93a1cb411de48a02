// Sets of principals, also those of everybody but some: what a rule's subjects come to, as of now.
import type { PrincipalRef } from "../../identity/model";
import { parsePrincipal } from "../../identity/principal";
import { parseSubjectSelector } from "../../identity/subject-selector";

/** Principals are `ISS|SUB`. */
export type Principals = { allBut: boolean; named: ReadonlySet<string> };

export type Linked = {
  /** Person -> their principals. */
  principals: ReadonlyMap<string, readonly PrincipalRef[]>;
  groups: ReadonlyMap<string, ReadonlySet<string>>;
};

export const NOBODY: Principals = { allBut: false, named: new Set() };
export const EVERYBODY: Principals = { allBut: true, named: new Set() };

/**
 * `inDoubt`: whether somebody whose groups nobody knows counts. Null for a client, which names no
 * principal.
 */
export function principalsOf(text: string, linked: Linked, inDoubt: boolean): Principals | null {
  const selector = parseSubjectSelector(text);
  if (selector === undefined) return NOBODY;
  if (selector.kind === "anyone") return EVERYBODY;
  if (selector.kind === "client") return null;
  if (selector.kind === "principal") return only([selector.value]);
  if (selector.kind === "person") return only(linked.principals.get(selector.value) ?? []);
  const members = linked.groups.get(selector.value) ?? new Set();
  const known = [...linked.principals].filter(([person]) => members.has(person) !== inDoubt);
  const named = only(known.flatMap(([, all]) => all)).named;
  return { allBut: inDoubt, named };
}

export function union(a: Principals, b: Principals): Principals {
  return complement(intersection(complement(a), complement(b)));
}

export function minus(a: Principals, b: Principals): Principals {
  return intersection(a, complement(b));
}

export function isEmpty({ allBut, named }: Principals): boolean {
  return !allBut && named.size === 0;
}

/** By issuer; principals of others than `issuer` are left out where one is given. */
export function byIssuer({ named }: Principals, issuer?: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const text of [...named].toSorted()) {
    const principal = parsePrincipal(text);
    if (!principal || (issuer !== undefined && principal.iss !== issuer)) continue;
    found.set(principal.iss, [...(found.get(principal.iss) ?? []), principal.sub]);
  }
  return found;
}

function only(refs: readonly PrincipalRef[]): Principals {
  return { allBut: false, named: new Set(refs.map(({ iss, sub }) => `${iss}|${sub}`)) };
}

function complement({ allBut, named }: Principals): Principals {
  return { allBut: !allBut, named };
}

function intersection(a: Principals, b: Principals): Principals {
  if (a.allBut && b.allBut) return { allBut: true, named: new Set([...a.named, ...b.named]) };
  const [list, other] = a.allBut ? [b, a] : [a, b];
  return {
    allBut: false,
    named: new Set([...list.named].filter((one) => other.named.has(one) !== other.allBut)),
  };
}
