// Whom a sanction or a rule speaks of: anyone, person:, group:, client:, principal:<iss>|<sub>.
import type { PrincipalRef } from "./model";
import { parsePrincipal, samePrincipal } from "./principal";

export type SubjectSelector =
  | { kind: "anyone" }
  | { kind: "person" | "group" | "client"; value: string }
  | { kind: "principal"; value: PrincipalRef };

export type Subject = {
  principal?: PrincipalRef | undefined;
  person?: string | undefined;
  client?: string | undefined;
  inGroup: (name: string) => boolean;
};

/** `undefined` when the text follows none of the forms: such a selector fits nobody. */
export function parseSubjectSelector(text: string): SubjectSelector | undefined {
  if (text === "anyone") return { kind: "anyone" };
  const colon = text.indexOf(":");
  const kind = text.slice(0, Math.max(colon, 0));
  const value = text.slice(colon + 1);
  if (value === "") return undefined;
  if (kind === "person" || kind === "group" || kind === "client") return { kind, value };
  if (kind !== "principal") return undefined;
  const principal = parsePrincipal(value);
  return principal && { kind, value: principal };
}

/** `anyone` also fits a call without a caller; everything else compares exactly. */
export function fitsSubject(selector: SubjectSelector, subject: Subject): boolean {
  switch (selector.kind) {
    case "anyone":
      return true;
    case "person":
      return subject.person === selector.value;
    case "client":
      return subject.client === selector.value;
    case "group":
      return subject.inGroup(selector.value);
    case "principal":
      return samePrincipal(selector.value, subject.principal);
  }
}
