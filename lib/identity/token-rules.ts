// The rules that a token, a consent or a principal must keep. Each broken one is a mismatch whatever
// the relation is, and says so with the values that decided. No fact, no flag.
import { audienceFit } from "./audience";
import type { CallFacts, Finding } from "./call-facts";
import { secondsToInstant } from "./instant";
import type { Flag, PrincipalRef } from "./model";
import { principalName, shown, shownList } from "./naming";
import { principalKey } from "./principal";

/** In the order of `FLAGS`. (`actor_untrusted` belongs to the relation: `relation.ts`.) */
export function tokenFindings(call: CallFacts): Finding[] {
  const findings: Finding[] = [];
  for (const [flag, rule] of RULES) {
    const text = rule(call);
    if (text !== undefined) findings.push({ flag, text });
  }
  return findings;
}

type Rule = (call: CallFacts) => string | undefined;

/** MCP authorization, "Token audience binding"; RFC 8707; RFC 9068 §4. */
function inboundAudience({ caller, gateway }: CallFacts): string | undefined {
  return audienceText("The caller's token", caller.token?.aud, "the gateway", gateway?.resource);
}

/** RFC 8707. The resource is the directory's, else the one that the record names. */
function downstreamAudience({ downstream, server, record }: CallFacts): string | undefined {
  const resource = server?.resource ?? record.server?.resource;
  return audienceText("The downstream token", downstream.token?.aud, "the server", resource);
}

function audienceText(
  token: string,
  audience: readonly string[] | undefined,
  whose: string,
  resource: string | undefined,
): string | undefined {
  if (audience === undefined || audience.length === 0 || resource === undefined) return undefined;
  if (audienceFit(audience, resource) !== "no") return undefined;
  return `${token} is meant for ${shownList(audience)}, not for ${whose} ${shown(resource)}.`;
}

/** MCP security best practices forbid it; OWASP MCP01. Case does not matter in hexadecimal. */
function passthrough({ caller, downstream, downstreamIssuer }: CallFacts): string | undefined {
  const [inbound, outbound] = [caller.token, downstream.token];
  if (inbound?.sha256 && inbound.sha256.toLowerCase() === outbound?.sha256?.toLowerCase()) {
    return `The downstream token is the caller's own: both have SHA-256 ${shown(inbound.sha256)}.`;
  }
  if (inbound?.jti && inbound.jti === outbound?.jti && caller.issuer === downstreamIssuer) {
    return `The downstream token is the caller's own: both are ${shown(inbound.jti)} of ${shown(caller.issuer)}.`;
  }
  if (downstream.kind !== "passthrough") return undefined;
  return "The caller's token is passed through to the server (kind passthrough).";
}

/** A token used by another component than the one it was issued to: NHI9, ASI03. */
function client({ caller, record }: CallFacts): string | undefined {
  const [issuedTo, sentBy] = [caller.token?.clientId, record.client?.id];
  if (issuedTo === undefined || sentBy === undefined || issuedTo === sentBy) return undefined;
  return `The caller's token was issued to ${shown(issuedTo)}, but ${shown(sentBy)} sent the call.`;
}

/** MCP security best practices, per-client consent. */
function consent({ record }: CallFacts): string | undefined {
  const [given, sentBy] = [record.consent?.clientId, record.client?.id];
  if (given === undefined || sentBy === undefined || given === sentBy) return undefined;
  return `The consent was given to ${shown(given)}, but ${shown(sentBy)} sent the call.`;
}

/** OWASP MCP02. A scope holds no space (RFC 6749 §3.3), so a joined list is taken apart. */
function scopes({ downstream, server }: CallFacts): string | undefined {
  const ceiling = server?.scopeCeiling;
  if (ceiling === undefined) return undefined;
  const held = (downstream.token?.scopes ?? []).flatMap((one) => one.split(" ")).filter(Boolean);
  const above = held.filter((scope) => !ceiling.includes(scope));
  if (above.length === 0) return undefined;
  return `The downstream token holds ${shownList(above)}, above the ceiling (${shownList(ceiling)}).`;
}

function tenant({ caller, downstream }: CallFacts): string | undefined {
  const [mine, theirs] = [caller.tenant, downstream.tenant];
  if (mine === undefined || theirs === undefined || mine === theirs) return undefined;
  return `The caller belongs to tenant ${shown(mine)}, the downstream identity to ${shown(theirs)}.`;
}

function expiry({ caller, at, record }: CallFacts): string | undefined {
  const exp = caller.token?.exp;
  if (exp === undefined || secondsToInstant(exp) > at) return undefined;
  return `The caller's token had expired at ${readable(exp)} when the call was made at ${record.time}.`;
}

/** NumericDate as RFC 3339; as it stands where no calendar has it. */
function readable(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace(".000Z", "Z");
}

/** CAEP. A person's other principals are not revoked with one of them. */
function revocation({ caller, downstream, at, index }: CallFacts): string | undefined {
  const revoked = (principal: PrincipalRef | undefined) =>
    principal !== undefined &&
    (index.revokedAt.get(principalKey(principal)) ?? Number.POSITIVE_INFINITY) <= at;
  const one = [caller.principal, downstream.principal, downstream.owner].find(revoked);
  return one && `${principalName(one)} had been revoked before the call.`;
}

const RULES: readonly (readonly [Flag, Rule])[] = [
  ["inbound_audience_mismatch", inboundAudience],
  ["token_passthrough", passthrough],
  ["audience_mismatch", downstreamAudience],
  ["client_mismatch", client],
  ["consent_mismatch", consent],
  ["scope_escalation", scopes],
  ["tenant_crossed", tenant],
  ["caller_expired", expiry],
  ["revoked_before_call", revocation],
];
