// Principals: the pair (`iss`, `sub`), and nothing else, names an identity.
import type { DirectoryIndex } from "./directory-index";
import type { PrincipalRef } from "./model";

/** A map key that two different pairs never share, whatever characters they contain. */
export function principalKey({ iss, sub }: PrincipalRef): string {
  return `${iss.length}|${iss}${sub}`;
}

export function samePrincipal(a: PrincipalRef | undefined, b: PrincipalRef | undefined): boolean {
  return a !== undefined && b !== undefined && a.iss === b.iss && a.sub === b.sub;
}

/** `<iss>|<sub>`. The first bar divides: issuers hold none, subjects may (`auth0|5f7c`). */
export function parsePrincipal(text: string): PrincipalRef | undefined {
  const bar = text.indexOf("|");
  if (bar < 1 || bar === text.length - 1) return undefined;
  return { iss: text.slice(0, bar), sub: text.slice(bar + 1) };
}

/** A SPIFFE id names a workload, never a person (SPIFFE-ID §2). */
export function isSpiffeId(sub: string): boolean {
  return sub.slice(0, 9).toLowerCase() === "spiffe://";
}

/** The issuer of principals for which a record of this source names none (`events.md`). */
export function defaultIssuer(source: string, index: DirectoryIndex): string {
  return index.gateways.get(source)?.issuer ?? `urn:onbehalf:source:${source}`;
}
