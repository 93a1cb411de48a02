import { z } from "zod";
import type { Actor } from "../../lib/access/command";
import type { Viewer } from "../../lib/access/viewer";
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

/** Where one entry of each kind is added; the body has the CSV's columns. */
const ADDED_AT: Record<DirectoryKind, string> = {
  links: "/api/v1/links",
  services: "/api/v1/services",
  actors: "/api/v1/actors",
  groups: "/api/v1/groups",
  servers: "/api/v1/servers",
  gateways: "/api/v1/gateways",
  tools: "/api/v1/tools",
  sanctions: "/api/v1/sanctions",
  revocations: "/api/v1/revocations",
};

const additions = directoryKindSchema.options.map((kind) =>
  route({
    method: "POST",
    path: ADDED_AT[kind],
    role: "console",
    access: write,
    summary: `Add or change one entry of ${kind}`,
    body: z
      .record(z.string(), z.unknown())
      .meta({ properties: Object.keys(DIRECTORY_ROWS[kind].shape) }),
    response: changed,
    status: 201,
    handle: ({ container, who, body, requestId }) =>
      addEntry({ pool: container.console, actor: byMember(who), requestId }, kind, body),
  }),
);

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
