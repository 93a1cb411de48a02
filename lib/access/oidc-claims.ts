// What the claims of a company account say here. Pure; claim names may be dotted paths.
import { isRole, type Role } from "./model";

export type OidcRules = {
  /** Whoever has this value in this claim gets in without an invitation. */
  allow: { claim: string; value: string } | null;
  roleClaim: string | null;
  groupsClaim: string | null;
};

export type CompanyAccount = {
  iss: string;
  sub: string;
  name: string | null;
  /** A label, only where the issuer says that it is verified; never a way in. */
  email: string | null;
  allowed: boolean;
  /** Null where roles do not come from claims; a claim that is missing gives none. */
  roles: { known: Role[]; unknown: string[] } | null;
  /** Null where groups do not come from claims. */
  groups: string[] | null;
};

const MOST_VALUES = 500;
const LONGEST_ID = 1_000;

/** Null when issuer or subject is missing, too long, or of another issuer than `issuer`. */
export function readCompanyAccount(
  claims: Record<string, unknown>,
  issuer: string,
  rules: OidcRules,
): CompanyAccount | null {
  const { iss, sub, name, email, email_verified: verified } = claims;
  if (typeof iss !== "string" || withoutSlash(iss) !== withoutSlash(issuer)) return null;
  if (typeof sub !== "string" || sub === "" || sub.length > LONGEST_ID) return null;
  return {
    iss,
    sub,
    name: typeof name === "string" && name !== "" ? name.slice(0, 200) : null,
    email: typeof email === "string" && verified === true && email.length <= 254 ? email : null,
    allowed:
      rules.allow !== null && valuesOf(claims, rules.allow.claim).includes(rules.allow.value),
    roles: rules.roleClaim === null ? null : sortRoles(valuesOf(claims, rules.roleClaim)),
    groups: rules.groupsClaim === null ? null : valuesOf(claims, rules.groupsClaim),
  };
}

/** `groups:secops` as claim and value; null for what has no two parts. A claim may be a URL. */
export function parseAllowClaim(text: string): { claim: string; value: string } | null {
  const [, claim, value] = /^((?:https?:\/\/)?[^:]+):(.+)$/.exec(text.trim()) ?? [];
  return claim === undefined || value === undefined ? null : { claim, value };
}

/** The texts of a claim: one, a list, or nothing. `a.b` is also looked for inside `a`. */
function valuesOf(claims: Record<string, unknown>, name: string): string[] {
  const found = Object.hasOwn(claims, name) ? claims[name] : inside(claims, name.split("."));
  const list = Array.isArray(found) ? found : [found];
  const texts = list.filter((one) => typeof one === "string");
  return [...new Set(texts)].slice(0, MOST_VALUES);
}

function inside(value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, first)) return undefined;
  return inside(Reflect.get(value, first), rest);
}

function sortRoles(values: readonly string[]): { known: Role[]; unknown: string[] } {
  return {
    known: values.filter(isRole),
    unknown: values.filter((value) => !isRole(value)),
  };
}

const withoutSlash = (url: string) => url.replace(/\/$/, "");
