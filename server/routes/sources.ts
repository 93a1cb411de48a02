import { z } from "zod";
import { createKey } from "../../lib/sources/create-key";
import { keyView, listKeys, listSources, sourceView } from "../../lib/sources/list-sources";
import { revokeKey } from "../../lib/sources/revoke-key";
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
