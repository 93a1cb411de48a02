// Does an admin's sanction say that this downstream identity is intentional for this call?
import type { CallType } from "../calls/model";
import type { CallFacts } from "./call-facts";
import { personOf, type ReadySanction } from "./directory-index";
import type { Sanction } from "./model";
import { shown } from "./naming";
import { principalKey } from "./principal";
import { fitsSelector, type Resource, RESOURCE_TYPES } from "./selector";
import { fitsSubject, type Subject } from "./subject-selector";

/**
 * The sanction active at the moment of the call that covers downstream identity, tool and caller;
 * of several the one that lasts longest. Without a known server and tool none covers.
 */
export function sanctionFor(call: CallFacts): Sanction | undefined {
  const resource = resourceOf(call);
  if (resource === undefined) return undefined;
  const candidates = candidatesFor(call);
  if (candidates.length === 0) return undefined;
  const subject = subjectOf(call);
  return candidates.find(
    ({ tools, callers, from, until }) =>
      from <= call.at &&
      call.at < until &&
      tools.some((selector) => fitsSelector(selector, resource)) &&
      callers.some((selector) => fitsSubject(selector, subject)),
  )?.sanction;
}

/** In words, for the reason: until when, by whom and why. */
export function sanctionText({ owner, reason, ticket, until }: Sanction): string {
  const where = ticket === undefined ? "" : `, ${shown(ticket)}`;
  return `Sanctioned until ${until}, owner ${shown(owner)}: ${shown(reason)}${where}.`;
}

function candidatesFor({ downstream, index }: CallFacts): readonly ReadySanction[] {
  const { principal, owner, person, credential, token } = downstream;
  const { sanctions } = index;
  const found: ReadySanction[] = [];
  if (principal) found.push(...(sanctions.principal.get(principalKey(principal)) ?? []));
  // The owner's own principal speaks for the call only where the owner's person decided.
  if (owner && person && personOf(index, owner)?.id === person.id) {
    found.push(...(sanctions.principal.get(principalKey(owner)) ?? []));
  }
  if (person) found.push(...(sanctions.person.get(person.id) ?? []));
  for (const id of [credential?.id, token?.sha256]) {
    if (id !== undefined) found.push(...(sanctions.credential.get(id) ?? []));
  }
  return found;
}

function resourceOf({ record }: CallFacts): Resource | undefined {
  const type = isCall(record.type) ? RESOURCE_TYPES[record.type] : undefined;
  const [server, name] = [record.server?.name, record.tool?.name];
  if (type === undefined || server === undefined || name === undefined) return undefined;
  return { type, server, name };
}

function isCall(type: string): type is CallType {
  return Object.hasOwn(RESOURCE_TYPES, type);
}

/** Groups that a gateway asserts count from a trusted source, and for a validated caller only. */
function subjectOf({ caller, record, gateway, index }: CallFacts): Subject {
  const asserted = gateway?.groupsTrusted === true && caller.grade === "validated";
  return {
    principal: caller.principal,
    person: caller.person?.id,
    client: record.client?.id ?? caller.token?.clientId,
    inGroup: (name) =>
      (caller.person !== undefined && index.groups.get(name)?.has(caller.person.id) === true) ||
      (asserted && caller.groups?.includes(name) === true),
  };
}
