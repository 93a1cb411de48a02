import { z } from "zod";
import { previewChange, previewInput, previewResult } from "../../lib/calls/rejudge/preview-change";
import { addEntry, importDirectory } from "../../lib/identity/change-directory";
import {
  DIRECTORY_ROWS,
  type DirectoryKind,
  directoryKindSchema,
} from "../../lib/identity/directory-rows";
import {
  DIRECTORY_ITEMS,
  personDetail,
  serverDetail,
  unlinkedPage,
} from "../../lib/identity/directory-views";
import { importPreview } from "../../lib/identity/import-preview";
import { DIRECTORY_LISTS, listDirectory } from "../../lib/identity/list-directory";
import { listUnlinked } from "../../lib/identity/list-unlinked";
import { previewImport } from "../../lib/identity/preview-import";
import { readCsv } from "../../lib/identity/read-csv";
import { readPerson } from "../../lib/identity/read-person";
import { readServer } from "../../lib/identity/read-server";
import { byMember } from "../http/by-member";
import { type Route, route } from "../http/route";

const read = { kind: "member", permission: "directory:read" } as const;
const write = { kind: "member", permission: "directory:write" } as const;
const changed = z.object({ rows: z.number().int(), version: z.number().int() });
const one = z.object({ id: z.string().max(200) });
const csvOfKind = z.object({ kind: directoryKindSchema, csv: z.string().min(1).max(1_000_000) });

const cursor = z.string().max(2_000).optional();
const plain = z.strictObject({ cursor });
const searched = z.strictObject({ cursor, q: z.string().trim().max(200).optional() });
/** Lists that are short by nature are not searched. */
const UNSEARCHED: ReadonlySet<string> = new Set(["groups", "sanctions", "revocations"]);

const lists = DIRECTORY_LISTS.map((list) =>
  route({
    method: "GET",
    path: `/api/v1/${list}`,
    role: "console",
    access: read,
    summary: `List ${list}`,
    query: UNSEARCHED.has(list) ? plain : searched,
    response: z.object({ items: z.array(DIRECTORY_ITEMS[list]), next: z.string().nullable() }),
    handle: ({ container, who, query }) => listDirectory(container.console, who, list, query),
  }),
);

const additions = directoryKindSchema.options.map((kind) =>
  route({
    method: "POST",
    path: `/api/v1/${kind}`,
    role: "console",
    access: write,
    summary: `Add or change one entry of ${kind}`,
    body: z.record(z.string(), z.unknown()).meta({ properties: columnsOf(kind) }),
    response: changed,
    status: 201,
    handle: (input) => addEntry(byMember(input), kind, input.body),
  }),
);

/** Rows are checked by the import, which names what is wrong; OpenAPI shows their columns. */
function columnsOf(kind: DirectoryKind) {
  const row = z.toJSONSchema(DIRECTORY_ROWS[kind], { io: "input", unrepresentable: "any" });
  return row.properties;
}

export const directoryRoutes: Route[] = [
  ...lists,
  ...additions,
  route({
    method: "GET",
    path: "/api/v1/persons/{id}",
    role: "console",
    access: read,
    summary: "One person with linked principals, groups and owned clients",
    params: one,
    response: personDetail,
    handle: ({ container, who, params }) => readPerson(container.console, who, params.id),
  }),
  route({
    method: "GET",
    path: "/api/v1/servers/{id}",
    role: "console",
    access: read,
    summary: "One server: its declaration, verdicts, and the gateways that forward to it",
    params: one,
    response: serverDetail,
    handle: ({ container, who, params }) => readServer(container.console, who, params.id),
  }),
  route({
    method: "GET",
    path: "/api/v1/directory/unlinked",
    role: "console",
    access: read,
    summary: "Principals of the last 30 days without a person, busiest first",
    response: unlinkedPage,
    handle: ({ container, who }) => listUnlinked(container.console, who),
  }),
  route({
    method: "POST",
    path: "/api/v1/directory/import",
    role: "console",
    access: write,
    summary: "Import a CSV of one kind, all or nothing",
    body: csvOfKind,
    response: changed,
    handle: (input) => {
      const { kind, csv } = input.body;
      return importDirectory(byMember(input), { kind, via: "csv", rows: readCsv(csv) });
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/directory/import/preview",
    role: "console",
    access: write,
    summary: "What an import would change, by line; changes nothing",
    body: csvOfKind,
    response: importPreview,
    handle: ({ container, who, body }) =>
      previewImport(container.console, who, body.kind, readCsv(body.csv)),
  }),
  route({
    method: "POST",
    path: "/api/v1/directory/preview",
    role: "console",
    access: write,
    summary: "What a change would do to the calls of the last 30 days, without making it",
    body: previewInput,
    response: previewResult,
    handle: ({ container, who, body }) => previewChange(container.console, who, body),
  }),
];
