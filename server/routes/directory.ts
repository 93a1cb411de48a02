import { z } from "zod";
import type { Actor } from "../../lib/access/command";
import type { Viewer } from "../../lib/access/viewer";
import { previewChange, previewInput, previewResult } from "../../lib/calls/rejudge/preview-change";
import {
  addEntry,
  endSanction,
  importDirectory,
  unlinkPrincipal,
} from "../../lib/identity/change-directory";
import {
  DIRECTORY_ROWS,
  type DirectoryKind,
  directoryKindSchema,
} from "../../lib/identity/directory-rows";
import { DIRECTORY_LISTS, listDirectory } from "../../lib/identity/list-directory";
import { readCsv } from "../../lib/identity/read-csv";
import { type Route, route } from "../http/route";

const read = { kind: "member", permission: "directory:read" } as const;
const write = { kind: "member", permission: "directory:write" } as const;
const byMember = (viewer: Viewer): Actor => ({ kind: "member", viewer });
const changed = z.object({ rows: z.number().int(), version: z.number().int() });

const lists = DIRECTORY_LISTS.map((list) =>
  route({
    method: "GET",
    path: `/api/v1/${list}`,
    role: "console",
    access: read,
    summary: `List ${list}`,
    query: z.strictObject({ cursor: z.string().max(200).optional() }),
    response: z.object({ items: z.array(z.unknown()), next: z.string().nullable() }),
    handle: ({ container, query }) => listDirectory(container.console, list, query.cursor),
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
    handle: ({ container, who, body, requestId }) =>
      addEntry({ pool: container.console, actor: byMember(who), requestId }, kind, body),
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
    method: "POST",
    path: "/api/v1/directory/import",
    role: "console",
    access: write,
    summary: "Import a CSV of one kind, all or nothing",
    body: z.object({ kind: directoryKindSchema, csv: z.string().min(1).max(1_000_000) }),
    response: changed,
    handle: ({ container, who, body, requestId }) =>
      importDirectory(
        { pool: container.console, actor: byMember(who), requestId },
        { kind: body.kind, via: "csv", rows: readCsv(body.csv) },
      ),
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
  route({
    method: "DELETE",
    path: "/api/v1/principals/{id}/link",
    role: "console",
    access: write,
    summary: "Unlink a principal from its person",
    params: z.object({ id: z.string().max(100) }),
    response: z.object({ version: z.number().int() }),
    handle: ({ container, who, params, requestId }) =>
      unlinkPrincipal({ pool: container.console, actor: byMember(who), requestId }, params),
  }),
  route({
    method: "POST",
    path: "/api/v1/sanctions/{id}/end",
    role: "console",
    access: write,
    summary: "End a sanction now",
    params: z.object({ id: z.string().max(100) }),
    response: z.object({ version: z.number().int() }),
    handle: ({ container, who, params, requestId }) =>
      endSanction({ pool: container.console, actor: byMember(who), requestId }, params),
  }),
];
