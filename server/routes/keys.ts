import { z } from "zod";
import { createKey } from "../../lib/sources/create-key";
import { listKeys } from "../../lib/sources/list-sources";
import { revokeKey } from "../../lib/sources/revoke-key";
import { keysPage, madeKey } from "../../lib/sources/view";
import { route } from "../http/route";

const write = { kind: "member", permission: "sources:write" } as const;

export const keyRoutes = [
  route({
    method: "GET",
    path: "/api/v1/keys",
    role: "console",
    access: write,
    summary: "API keys, without their secrets",
    query: z.strictObject({ source: z.string().max(64).optional() }),
    response: keysPage,
    handle: async ({ container, query }) => ({
      items: await listKeys(container.console, query.source),
      next: null,
    }),
  }),
  route({
    method: "POST",
    path: "/api/v1/keys",
    role: "console",
    access: write,
    summary: "Create an API key, and its source when missing; the key is shown once",
    body: createKey.input,
    response: madeKey,
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
