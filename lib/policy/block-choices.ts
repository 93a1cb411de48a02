// What can be blocked from a call that somebody looks at: narrow before wide.
import type { CallRow } from "../calls/view";
import { encodeName } from "../identity/glob";
import type { PrincipalRef } from "../identity/model";
import { RESOURCE_TYPES } from "../identity/selector";

/** What a block names; all that is there must fit. */
export type BlockedWhat = { subject?: string; resource?: string; credential?: string };

export type BlockChoice = {
  key: "both" | "person" | "principal" | "client" | "credential" | "tool";
  /** "This person on this tool". */
  name: string;
  /** Null where the call does not say enough, and why. */
  what: BlockedWhat | null;
  missing: string | null;
  /** Whose calls, as it stands in "denies every call …". */
  words: string;
};

/** Each choice that a call gives, those that it cannot give with their reason. */
export function blockChoices(call: CallRow): BlockChoice[] {
  const { caller, client, server, tool, type, ranAs } = call;
  const { identity } = caller;
  const person = identity?.person ?? null;
  const principal = identity?.principal ?? null;
  const whom = person
    ? { subject: `person:${person.id}`, words: person.name ?? person.id }
    : principal && {
        subject: principalText(principal),
        words: identity?.name ?? principal.sub,
      };
  const named = server !== null && tool !== null;
  const resource = named
    ? `${RESOURCE_TYPES[type]}:${encodeName(server)}/${encodeName(tool)}`
    : null;
  const on = `${server}/${tool}`;
  const credential = ranAs.credential?.label ?? null;
  const subject = principal && principalText(principal);
  return [
    choice("both", person ? "This person on this tool" : "This caller on this tool", {
      what: whom && resource ? { subject: whom.subject, resource } : null,
      missing: whom ? "The call names no tool of a server" : "The call names no caller",
      words: `of ${whom?.words} to ${on}`,
    }),
    choice("person", "This person", {
      what: person && { subject: `person:${person.id}` },
      missing: "The caller is linked to no person",
      words: `of ${person?.name ?? person?.id}, through any linked account`,
    }),
    choice("principal", "This principal", {
      what: subject === null ? null : { subject },
      missing: "The call names no caller",
      words: `of ${principal?.sub} at ${principal?.iss}`,
    }),
    choice("client", "This client", {
      what: client?.id ? { subject: `client:${client.id}` } : null,
      missing: "The call names no client by an id",
      words: `that come through the client ${client?.name ?? client?.id}`,
    }),
    choice("credential", "This credential", {
      what: credential === null ? null : { credential },
      missing: "The gateway gives the credential no name",
      words: `that would run with the credential ${credential}`,
    }),
    choice("tool", "This tool", {
      what: resource === null ? null : { resource },
      missing: "The call names no tool of a server",
      words: `to ${on}, whoever asks`,
    }),
  ];
}

function choice(
  key: BlockChoice["key"],
  name: string,
  { what, missing, words }: { what: BlockedWhat | null; missing: string; words: string },
): BlockChoice {
  return { key, name, what, missing: what === null ? missing : null, words };
}

function principalText({ iss, sub }: PrincipalRef): string {
  return `principal:${iss}|${sub}`;
}
