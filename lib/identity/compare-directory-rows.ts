// What the directory says now about the entries of an import, and what each row would make of it.
import type { Pool } from "../../db/client";
import { isBackdated } from "./backdated";
import { currentEntries } from "./current-entries";
import type { DirectoryKind, DirectoryRow } from "./directory-rows";

/** Columns of an entry as text; null: nothing there. */
export type Fields = Record<string, string | null>;

export type Comparison<Kind extends DirectoryKind> = {
  keyOf: (row: DirectoryRow<Kind>) => string;
  /** What the row is about, in its own words. */
  subject: (row: DirectoryRow<Kind>) => string;
  /** The columns that the row sets; what it leaves alone is left out. */
  wanted: (row: DirectoryRow<Kind>) => Fields;
  current: (sql: Pool["sql"], rows: readonly DirectoryRow<Kind>[]) => Promise<Map<string, Fields>>;
  /** Why the row cannot be applied to what is there. */
  refusal?: (
    row: DirectoryRow<Kind>,
    before: Fields | undefined,
    known: ReadonlyMap<string, Fields>,
  ) => string | null;
};

const ref = ({ iss, sub }: { iss: string; sub: string }) => `${iss} | ${sub}`;
const given = (fields: Record<string, string | undefined>): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
const none = () => Promise.resolve(new Map<string, Fields>());

export const COMPARE: { [Kind in DirectoryKind]: Comparison<Kind> } = {
  links: {
    keyOf: ref,
    subject: (row) => `${row.person} ← ${ref(row)}`,
    wanted: ({ person, name, email }) => given({ person, name, email }),
    current: currentEntries.links,
    refusal: ({ person }, before) =>
      before && before["person"] !== person
        ? `linked to ${before["person"]} already; unlink it first`
        : null,
  },
  services: {
    keyOf: ref,
    subject: ref,
    wanted: ({ name }) => given({ name }),
    current: currentEntries.services,
  },
  actors: {
    keyOf: ref,
    subject: ref,
    wanted: ({ name }) => given({ name }),
    current: currentEntries.actors,
  },
  groups: {
    keyOf: ({ group, person }) => `${group}\n${person}`,
    subject: ({ group, person }) => `${person} in ${group}`,
    wanted: () => ({}),
    current: currentEntries.groups,
  },
  servers: {
    keyOf: ({ name }) => name,
    subject: ({ name }) => name,
    wanted: (row) => ({
      resource: row.resource ?? null,
      configured_as: row.configured_as ?? null,
      configured_iss: row.configured_iss ?? null,
      configured_sub: row.configured_sub ?? null,
      configured_kind: row.configured_kind ?? null,
      scope_ceiling: row.scope_ceiling?.join("; ") ?? null,
      lifetime_limit_hours: row.lifetime_limit_hours?.toString() ?? null,
      static_client: row.static_client ?? null,
    }),
    current: currentEntries.servers,
  },
  gateways: {
    keyOf: ({ source }) => source,
    subject: ({ source }) => source,
    wanted: ({ resource, issuer, caller_ceiling, downstream_ceiling }) => ({
      resource: resource ?? null,
      issuer: issuer ?? null,
      ...given({ caller_ceiling, downstream_ceiling }),
    }),
    current: currentEntries.gateways,
    refusal: ({ source }, before) =>
      before ? null : `no source has the name ${source}; a key makes one`,
  },
  tools: {
    keyOf: ({ server, name }) => `${server}\n${name}`,
    subject: ({ server, name }) => `${server}/${name}`,
    wanted: ({ risk }) => ({ risk }),
    current: currentEntries.tools,
  },
  clients: {
    keyOf: ({ client_id }) => `client\n${client_id}`,
    subject: ({ client_id }) => client_id,
    wanted: ({ owner }) => ({ owner: owner ?? null }),
    current: currentEntries.clients,
    refusal: ({ owner }, _before, known) =>
      owner !== undefined && !known.has(`person\n${owner}`)
        ? `owner: no person has the id ${owner}`
        : null,
  },
  sanctions: {
    keyOf: (row) => JSON.stringify(row),
    subject: (row) =>
      row.ran_as_person ?? row.ran_as_credential ?? `${row.ran_as_iss} | ${row.ran_as_sub}`,
    wanted: () => ({}),
    current: none,
    refusal: (row) => {
      if (isBackdated(row.from))
        return "from: lies in the past; propose it to a second admin instead";
      const from = row.from === undefined ? Date.now() : Date.parse(row.from);
      return Date.parse(row.until) <= from ? "until: must lie after from" : null;
    },
  },
  revocations: {
    keyOf: (row) => JSON.stringify(row),
    subject: ref,
    wanted: () => ({}),
    current: none,
  },
};
