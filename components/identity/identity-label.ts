// How an identity is named on screen: a name, and always something of the principal beside it.
import type { DownstreamKind } from "@/lib/calls/model";
import type { Identity } from "@/lib/calls/view";

/** A person, a service, a workload, or a principal that nobody has linked yet. */
export type IdentityNature = "person" | "service" | "workload" | "unlinked";

export type IdentityLabel = {
  name: string;
  /** What tells two people of the same name apart: the short subject, or the issuer's host. */
  hint: string | null;
  /** The issuer in full, or that none was reported; null once the directory entry was erased. */
  issuer: string | null;
  monogram: string;
  nature: IdentityNature;
};

/** `kind` is that of the credential, for a downstream identity. */
export function identityLabel(
  identity: Identity,
  kind: DownstreamKind | null | undefined = null,
): IdentityLabel {
  const { principal, person } = identity;
  const given = person?.name ?? identity.name;
  const subject = principal ? shortSubject(principal.sub) : null;
  const host = principal ? issuerHost(principal.iss) : null;
  const unreported = principal ? unreportedIssuer(principal.iss) : null;
  const named = given !== null && given !== principal?.sub;
  return {
    name: named ? given : (subject ?? "erased identity"),
    hint: named ? subject : (unreported ?? host),
    issuer: unreported ?? principal?.iss ?? null,
    monogram: host === null || unreported !== null ? "–" : monogramOf(host),
    nature: natureOf(identity, kind ?? null),
  };
}

/** The subject without what every subject of that issuer shares; long ones lose their middle. */
export function shortSubject(sub: string): string {
  const tail = /^[a-z][a-z0-9+.-]*:\/\//i.test(sub) ? sub.split("/").slice(-2).join("/") : sub;
  return tail.length <= 24 ? tail : `${tail.slice(0, 12)}…${tail.slice(-8)}`;
}

/** Host of an issuer, or the issuer itself where it is no URL. */
function issuerHost(iss: string): string {
  return URL.canParse(iss) ? new URL(iss).host || iss : iss;
}

/** The server names an issuer after the source where the gateway reported none; that is no issuer. */
const STAND_IN = "urn:onbehalf:source:";

function unreportedIssuer(iss: string): string | null {
  return iss.startsWith(STAND_IN) ? `issuer not reported (${iss.slice(STAND_IN.length)})` : null;
}

const GENERIC =
  /^(www|login|auth|idp|sso|id|accounts|oauth|token|api|mcp|com|org|net|io|dev|co|example|local|internal)$/;

/** Two letters of the issuer's own name: "gi" for github.com, "ac" for idp.acme.example. */
function monogramOf(host: string): string {
  const labels = host
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const own = labels.findLast((label) => !GENERIC.test(label) && /[a-z]/.test(label));
  return (own ?? labels[0] ?? "?").slice(0, 2);
}

const MACHINE_KINDS: readonly (DownstreamKind | null)[] = ["client_credentials", "api_key"];

function natureOf({ person, principal }: Identity, kind: DownstreamKind | null): IdentityNature {
  if (person) return "person";
  if (kind === "workload" || principal?.sub.startsWith("spiffe://")) return "workload";
  return MACHINE_KINDS.includes(kind) ? "service" : "unlinked";
}
