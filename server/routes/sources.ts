import { z } from "zod";
import { listQuarantine, QUARANTINE_STATES, quarantinePage } from "../../lib/calls/quarantine-list";
import { replayInput, replayQuarantine, replayResult } from "../../lib/calls/replay-quarantine";
import { createKey } from "../../lib/sources/create-key";
import { keyView, listKeys, listSources, sourceView } from "../../lib/sources/list-sources";
import { findSource } from "../../lib/sources/find-source";
import { revokeKey } from "../../lib/sources/revoke-key";
import { sourceSettings, updateSource } from "../../lib/sources/update-source";
import { route } from "../http/route";

const read = { kind: "member", permission: "sources:read" } as const;
const write = { kind: "member", permission: "sources:write" } as const;

export const sourceRoutes = [
  route({
    method: "GET",
    path: "/api/v1/sources",
    role: "console",
    access: read,
    summary: "Gateways that send events",
    response: z.object({ items: z.array(sourceView), next: z.null() }),
    handle: async ({ container }) => ({ items: await listSources(container.console), next: null }),
  }),
  route({
    method: "PUT",
    path: "/api/v1/sources/{id}",
    role: "console",
    access: write,
    summary: "What a source is trusted for, and its keys; members left out stay as they are",
    params: z.object({ id: z.string().max(64) }),
    body: sourceSettings,
    response: z.object({ id: z.string(), name: z.string() }),
    handle: async ({ container, who, params, body, requestId }) => {
      const actor = { kind: "member", viewer: who } as const;
      const context = { pool: container.console, actor, requestId };
      const { id, name } = await updateSource(context, { ...body, ...params });
      return { id, name };
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/sources/{id}/quarantine",
    role: "console",
    access: read,
    summary: "Events that could not be read or stood against another, newest first",
    params: z.object({ id: z.string().max(64) }),
    query: z.object({
      state: z.enum(QUARANTINE_STATES).default("waiting"),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z
        .string()
        .regex(/^\d{1,18}$/, "not a cursor of this list")
        .optional(),
    }),
    response: quarantinePage,
    handle: async ({ container, params, query }) => {
      const { id: sourceId } = await findSource(container.console.db, params.id);
      return listQuarantine(container.console.sql, { ...query, sourceId });
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/sources/{id}/quarantine/replay",
    role: "console",
    access: write,
    summary: "Send quarantined events through ingest again, after a fix",
    params: z.object({ id: z.string().max(64) }),
    body: replayInput.omit({ source: true }),
    response: replayResult,
    handle: ({ container, who, params, body, requestId }) => {
      const actor = { kind: "member", viewer: who } as const;
      const deps = { ...container, pool: container.console };
      const context = { pool: container.console, actor, requestId };
      return replayQuarantine(deps, context, { ...body, source: params.id });
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/keys",
    role: "console",
    access: write,
    summary: "API keys, without their secrets",
    response: z.object({ items: z.array(keyView), next: z.null() }),
    handle: async ({ container }) => ({ items: await listKeys(container.console), next: null }),
  }),
  route({
    method: "POST",
    path: "/api/v1/keys",
    role: "console",
    access: write,
    summary: "Create an API key, and its source when missing; the key is shown once",
    body: createKey.input,
    response: z.object({
      id: z.string(),
      text: z.string(),
      source: z.string(),
      format: z.string(),
    }),
    status: 201,
    handle: ({ container, who, body, requestId }) =>
      createKey(
        { pool: container.console, actor: { kind: "member", viewer: who }, requestId },
        body,
      ),
  }),
  route({
    method: "DELETE",
    path: "/api/v1/keys/{id}",
    role: "console",
    access: write,
    summary: "Revoke an API key",
    params: z.object({ id: z.string().max(64) }),
    response: z.object({ id: z.string() }),
    handle: ({ container, who, params, requestId }) =>
      revokeKey(
        { pool: container.console, actor: { kind: "member", viewer: who }, requestId },
        params,
      ),
  }),
];
