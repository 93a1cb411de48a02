// How caller and downstream identity relate: the five rules of `verdicts.md`, in their order.
import type { CallFacts, Finding } from "./call-facts";
import { SERVICE_KINDS } from "./downstream";
import type { PrincipalRef, Relation } from "./model";
import { callerName, principalName, ranAsName, shown } from "./naming";
import { isSpiffeId, principalKey, samePrincipal } from "./principal";

/** The relation, in words, and the flag that its rule raises, if any. */
export type Related = { relation: Relation; text: string; finding?: Finding | undefined };

/** Never links by e-mail, display name, or an equal `sub` of another issuer. */
export function relationOf(call: CallFacts): Related {
  const { caller, downstream } = call;
  if (downstream.kind === "none") {
    return { relation: "none", text: "The gateway answered itself; nothing ran downstream." };
  }
  if (call.deniedBefore) {
    return { relation: "none", text: "Denied before it reached a downstream system." };
  }
  if (!downstream.known) {
    return unknown("no_downstream_evidence", "Nothing says as whom it ran downstream.");
  }
  if (downstream.callersToken) {
    return { relation: "same_person", text: "Ran with the caller's own token." };
  }
  if (samePrincipal(caller.principal, downstream.principal)) return sameIdentity(call);
  if (downstream.person !== undefined) return ranAsPerson(call, downstream.person.id);
  if (isNonPerson(call)) {
    return { relation: "service", text: `Ran as ${ranAsName(call)}, a service identity.` };
  }
  return unknown(
    "subject_unlinked",
    `Ran as ${ranAsName(call)}, who is linked to nobody in the directory.`,
  );
}

/** Rule 3. The directory wins over the kind of credential: a personal token is its owner. */
function ranAsPerson(call: CallFacts, personId: string): Related {
  const { caller } = call;
  const ranAs = `Ran as ${ranAsName(call)}`;
  if (caller.person?.id === personId) return sameIdentity(call);
  if (caller.person !== undefined) {
    return { relation: "other_person", text: `${ranAs}, but ${callerName(call)} asked.` };
  }
  if (caller.machine) {
    const text = `${ranAs}, a person; the caller ${callerName(call)} is a machine.`;
    return { relation: "other_person", text };
  }
  if (caller.principal === undefined) {
    return { relation: "unknown", text: `${ranAs}; no caller is named.` };
  }
  return unknown(
    "caller_unlinked",
    `${ranAs}; the caller ${principalName(caller.principal)} is linked to nobody.`,
  );
}

/** Rule 4. */
function isNonPerson({ downstream, index }: CallFacts): boolean {
  const { principal, kind, token } = downstream;
  if (SERVICE_KINDS.has(kind)) return true;
  if (principal === undefined) return false;
  return (
    index.services.has(principalKey(principal)) ||
    principal.sub === token?.clientId ||
    isSpiffeId(principal.sub)
  );
}

/** Rule 5. Only the outermost actor counts (RFC 8693 §4.1). */
function sameIdentity(call: CallFacts): Related {
  const { downstream, caller, record, index } = call;
  const ranAs = `Ran as ${ranAsName(call)}`;
  const actor = actorOf(call);
  if (actor !== undefined) {
    const name = principalName(actor);
    const related = {
      relation: "delegated" as const,
      text: `${ranAs}, on whose behalf ${name} acted.`,
    };
    if (index.trustedActors.has(principalKey(actor))) return related;
    const text = `The actor ${name} is not among the trusted actors.`;
    return { ...related, finding: { flag: "actor_untrusted", text } };
  }
  const [mine, theirs] = [caller.token?.clientId, downstream.token?.clientId];
  const exchanged =
    downstream.kind === "exchanged_token" || isTokenExchange(record.downstream?.obtainedBy);
  if (exchanged && mine !== undefined && theirs !== undefined && mine !== theirs) {
    const text = `The exchanged token was issued to ${shown(theirs)} instead of ${shown(mine)} and names no actor.`;
    return {
      relation: "impersonated",
      text: `${ranAs}, whom the holder of an exchanged token impersonates.`,
      finding: { flag: "actor_missing", text },
    };
  }
  const who = caller.grade === "validated" ? "who is the caller" : "who is the claimed caller";
  return { relation: "same_person", text: `${ranAs}, ${who}.` };
}

/** An `act` without a subject is no actor; one without an issuer belongs to the token's own. */
function actorOf({ downstream, downstreamIssuer }: CallFacts): PrincipalRef | undefined {
  const act = downstream.token?.act;
  return act?.sub === undefined ? undefined : { iss: act.iss ?? downstreamIssuer, sub: act.sub };
}

/** `token_exchange`, or RFC 8693's grant type by its full name. */
function isTokenExchange(obtainedBy = ""): boolean {
  return /\btoken[-_]exchange$/i.test(obtainedBy);
}

function unknown(flag: Finding["flag"], text: string): Related {
  return { relation: "unknown", text, finding: { flag, text } };
}
