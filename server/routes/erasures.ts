import { z } from "zod";
import { listErasures } from "../../lib/erasure/list-erasures";
import { erasureInput, erasurePage, erasurePreview, erasureScope } from "../../lib/erasure/model";
import { previewErasure } from "../../lib/erasure/preview-erasure";
import { requestErasure } from "../../lib/erasure/request-erasure";
import { byMember } from "../http/by-member";
import { route } from "../http/route";

const write = { kind: "member", permission: "erasure:write" } as const;

export const erasureRoutes = [
  route({
    method: "GET",
    path: "/api/v1/erasures",
    role: "console",
    access: { kind: "member", permission: "admin-log:read" },
    summary: "What was erased, why and by whom; newest first",
    query: z.strictObject({ cursor: z.string().max(64).optional() }),
    response: erasurePage,
    handle: ({ container, query }) => listErasures(container.console, query.cursor),
  }),
  route({
    method: "POST",
    path: "/api/v1/erasures",
    role: "console",
    access: write,
    summary:
      "Erase payloads of a person's calls or of one call, or names of the directory, for good",
    body: erasureInput,
    response: z.object({ id: z.string(), job: z.string() }),
    status: 201,
    handle: async (input) => {
      const { id, job } = await requestErasure(byMember(input), input.body);
      return { id, job };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/erasures/preview",
    role: "console",
    access: write,
    summary: "What an erasure would reach, and what goes on naming them",
    body: erasureScope,
    response: erasurePreview,
    handle: ({ container, body }) => previewErasure(container.console, body),
  }),
];
