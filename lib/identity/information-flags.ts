// Flags that inform and never change the verdict. (`actor_missing`: `relation.ts`.)
import { audienceFit } from "./audience";
import type { CallFacts, Finding } from "./call-facts";
import type { Flag } from "./model";
import { callerName, ranAsName, shown, shownList } from "./naming";

/** In the order of `FLAGS`. */
export function informationFindings(call: CallFacts): Finding[] {
  const findings: Finding[] = [];
  for (const [flag, look] of LOOKS) {
    const text = look(call);
    if (text !== undefined) findings.push({ flag, text });
  }
  return findings;
}

type Look = (call: CallFacts) => string | undefined;

function severalAudiences({ caller, downstream }: CallFacts): string | undefined {
  const several = [caller.token?.aud, downstream.token?.aud].find(
    (audience) => audience !== undefined && new Set(audience).size > 1,
  );
  return several && `A token is good for several audiences: ${shownList(several)}.`;
}

function normalizedAudience(call: CallFacts): string | undefined {
  const { caller, downstream, gateway, server, record } = call;
  const resource = server?.resource ?? record.server?.resource;
  return (
    normalizedText(caller.token?.aud, gateway?.resource) ??
    normalizedText(downstream.token?.aud, resource)
  );
}

function normalizedText(audience: readonly string[] = [], resource?: string): string | undefined {
  if (resource === undefined || audienceFit(audience, resource) !== "normalized") return undefined;
  return `The audience ${shownList(audience)} fits ${shown(resource)} only in its canonical form.`;
}

function droppedConstraint({ caller, downstream }: CallFacts): string | undefined {
  const [inbound, outbound] = [caller.token?.cnf, downstream.token];
  if (inbound === undefined || outbound === undefined || isEmpty(outbound)) return undefined;
  if (outbound.cnf !== undefined) return undefined;
  return `The caller's token is bound to a key (${shown(inbound)}), the downstream token to none.`;
}

function isEmpty(object: object): boolean {
  return Object.values(object).every((value) => value === undefined);
}

function unverified(call: CallFacts): string | undefined {
  if (call.downstream.grade !== "configured") return undefined;
  return `That it ran as ${ranAsName(call)} is configured; nothing in the call proves it.`;
}

function longLived({ downstream, server }: CallFacts): string | undefined {
  if (downstream.kind === "api_key") return "The downstream credential is an API key.";
  const { iat, exp } = downstream.token ?? {};
  if (iat === undefined) return undefined;
  if (exp === undefined) return "The downstream token has a beginning (iat) and no end (exp).";
  const limit = server?.lifetimeLimitHours ?? DEFAULT_LIMIT_HOURS;
  const hours = (exp - iat) / 3600;
  if (hours <= limit) return undefined;
  return `The downstream token lives ${Number(hours.toFixed(2))} h, above the limit of ${limit} h.`;
}

function noCaller({ caller }: CallFacts): string | undefined {
  return caller.grade === "absent" ? "The record names no caller." : undefined;
}

function unverifiedCaller(call: CallFacts): string | undefined {
  if (call.caller.grade !== "asserted") return undefined;
  return `That ${callerName(call)} asked is asserted; the gateway did not verify it.`;
}

const DEFAULT_LIMIT_HOURS = 24;

const LOOKS: readonly (readonly [Flag, Look])[] = [
  ["audience_multiple", severalAudiences],
  ["audience_normalized", normalizedAudience],
  ["sender_constraint_dropped", droppedConstraint],
  ["downstream_unverified", unverified],
  ["long_lived_credential", longLived],
  ["caller_absent", noCaller],
  ["caller_unverified", unverifiedCaller],
];
