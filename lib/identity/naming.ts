// How reasons call the people, services and tools of a call.
import type { CallRecord } from "../calls/model";
import type { CallFacts } from "./call-facts";
import type { Person } from "./directory-index";
import type { PrincipalRef } from "./model";

/** A value inside a sentence. Its text is the gateway's and may be hostile; only its length is cut. */
export function shown(value: string): string {
  return value.length <= MAX_SHOWN ? value : `${value.slice(0, MAX_SHOWN)}…`;
}

export function shownList(values: readonly string[]): string {
  const more = values.length > MAX_LISTED ? ` and ${values.length - MAX_LISTED} more` : "";
  return values.slice(0, MAX_LISTED).map(shown).join(", ") + more;
}

export function principalName({ iss, sub }: PrincipalRef): string {
  return `${shown(iss)} | ${shown(sub)}`;
}

export function callerName({ caller }: CallFacts): string {
  return nameOf(caller.person, caller.principal) ?? "nobody";
}

/** The person, the subject, or at least the credential. */
export function ranAsName({ downstream }: CallFacts): string {
  const { person, principal, credential, token } = downstream;
  return nameOf(person, principal) ?? credentialName(credential?.id ?? token?.sha256);
}

export function nameOf(person?: Person, principal?: PrincipalRef): string | undefined {
  if (person !== undefined) return shown(person.name ?? person.id);
  return principal && shown(principal.sub);
}

export function toolName({ server, tool }: CallRecord): string {
  return `${shown(server?.name ?? "an unknown server")}/${shown(tool?.name ?? "an unknown tool")}`;
}

function credentialName(id: string | undefined): string {
  return id === undefined ? "an unnamed credential" : `credential ${shown(id)}`;
}

const MAX_SHOWN = 160;
const MAX_LISTED = 5;
