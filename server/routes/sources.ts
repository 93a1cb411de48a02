import { z } from "zod";
import { listFormats } from "../../lib/sources/list-formats";
import { getSource, listSources } from "../../lib/sources/list-sources";
import { registerSource } from "../../lib/sources/register-source";
import { revokeSource } from "../../lib/sources/revoke-source";
import { sourceActivity } from "../../lib/sources/source-activity";
import { sourceArrivals } from "../../lib/sources/source-arrivals";
import { sourceSettings, updateSource } from "../../lib/sources/update-source";
import {
  activityView,
  arrivalsView,
  formatsPage,
  registeredSource,
  sourcesPage,
  sourceView,
} from "../../lib/sources/view";
import { route } from "../http/route";

const read = { kind: "member", permission: "sources:read" } as const;
const write = { kind: "member", permission: "sources:write" } as const;
const one = z.object({ id: z.string().max(64) });

export const sourceRoutes = [
  route({
    method: "GET",
    path: "/api/v1/sources",
    role: "console",
    access: read,
    summary: "Gateways that send events",
    response: sourcesPage,
    handle: async ({ container }) => ({ items: await listSources(container.console), next: null }),
  }),
  route({
    method: "POST",
    path: "/api/v1/sources",
    role: "console",
    access: write,
    summary: "Create a source with its first key; the key is shown once",
    body: registerSource.input,
    response: registeredSource,
    status: 201,
    handle: ({ container, who, body, requestId }) =>
      registerSource(
        { pool: container.console, actor: { kind: "member", viewer: who }, requestId },
        body,
      ),
  }),
  route({
    method: "GET",
    path: "/api/v1/formats",
    role: "console",
    access: read,
    summary: "Formats that can be read, with what each can prove and needs",
    response: formatsPage,
    handle: () => ({ items: listFormats(), next: null }),
  }),
  route({
    method: "GET",
    path: "/api/v1/sources/{id}",
    role: "console",
    access: read,
    summary: "One source, by id or name",
    params: one,
    response: sourceView,
    handle: ({ container, params }) => getSource(container.console, params.id),
  }),
  route({
    method: "PUT",
    path: "/api/v1/sources/{id}",
    role: "console",
    access: write,
    summary: "What a source is trusted for, and its keys; members left out stay as they are",
    params: one,
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
    method: "POST",
    path: "/api/v1/sources/{id}/revoke",
    role: "console",
    access: write,
    summary: "Revoke a source for good: its keys answer 401, what it sent stays",
    params: one,
    body: revokeSource.input.omit({ id: true }),
    response: z.object({ id: z.string(), name: z.string() }),
    handle: ({ container, who, params, body, requestId }) =>
      revokeSource(
        { pool: container.console, actor: { kind: "member", viewer: who }, requestId },
        { ...body, ...params },
      ),
  }),
  route({
    method: "GET",
    path: "/api/v1/sources/{id}/arrivals",
    role: "console",
    access: { kind: "member", permission: "calls:read" },
    summary: "The newest call of a source and what else came; cheap, for whoever waits",
    params: one,
    response: arrivalsView,
    handle: ({ container, who, params }) => sourceArrivals(container.console, who, params.id),
  }),
  route({
    method: "GET",
    path: "/api/v1/sources/{id}/activity",
    role: "console",
    access: read,
    summary: "What a source sent by the hour, and what became of it",
    params: one,
    query: z.strictObject({ hours: z.coerce.number().int().min(1).max(840).default(24) }),
    response: activityView,
    handle: ({ container, params, query }) =>
      sourceActivity(container.console, params.id, query.hours),
  }),
];
