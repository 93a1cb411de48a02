// What an entry of the directory said, in words: the history of a call quotes them as its reason.
import type { DirectoryKind, DirectoryRow } from "./directory-rows";
import { shown } from "./naming";

type Words = { [Kind in DirectoryKind]: (row: DirectoryRow<Kind>) => string };

const principal = ({ iss, sub }: { iss: string; sub: string }) => `${shown(iss)} | ${shown(sub)}`;

export const CHANGE_WORDS: Words = {
  links: (row) => `linked ${principal(row)} to ${row.person}`,
  services: (row) => `declared ${principal(row)} a service`,
  actors: (row) => `trusted the actor ${principal(row)}`,
  groups: (row) => `put ${row.person} into the group ${row.group}`,
  servers: (row) => `declared the server ${shown(row.name)}`,
  gateways: (row) => `declared the source ${row.source}`,
  tools: (row) => `classified ${shown(row.server)}/${shown(row.name)} as ${row.risk}`,
  clients: (row) => `${row.owner ?? "nobody"} owns the client ${shown(row.client_id)}`,
  sanctions: (row) => `sanctioned ${sanctioned(row)} for ${row.tools.map(shown).join(", ")}`,
  revocations: (row) => `revoked ${principal(row)} at ${row.at}`,
};

/** Names of what an import brought, by kind. */
export const CHANGE_NOUNS: Record<DirectoryKind, string> = {
  links: "links",
  services: "services",
  actors: "trusted actors",
  groups: "group members",
  servers: "servers",
  gateways: "sources",
  tools: "tools",
  clients: "owners of clients",
  sanctions: "sanctions",
  revocations: "revocations",
};

function sanctioned(row: DirectoryRow<"sanctions">): string {
  if (row.ran_as_person !== undefined) return row.ran_as_person;
  if (row.ran_as_credential !== undefined) return `credential ${shown(row.ran_as_credential)}`;
  return principal({ iss: row.ran_as_iss ?? "", sub: row.ran_as_sub ?? "" });
}
