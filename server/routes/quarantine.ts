import { z } from "zod";
import { openQuarantined } from "../../lib/calls/open-quarantined";
import { listQuarantine } from "../../lib/calls/quarantine-list";
import {
  QUARANTINE_STATES,
  quarantinedContent,
  quarantinePage,
  replayResult,
} from "../../lib/calls/quarantine-view";
import { replayInput, replayQuarantine } from "../../lib/calls/replay-quarantine";
import { findSource } from "../../lib/sources/find-source";
import { route } from "../http/route";

const one = z.object({ id: z.string().max(64) });

export const quarantineRoutes = [
  route({
    method: "GET",
    path: "/api/v1/sources/{id}/quarantine",
    role: "console",
    access: { kind: "member", permission: "sources:read" },
    summary: "Events that could not be read or stood against another, newest first",
    params: one,
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
    access: { kind: "member", permission: "sources:write" },
    summary: "Send quarantined events through ingest again, after a fix",
    params: one,
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
    method: "POST",
    path: "/api/v1/sources/{id}/quarantine/{entry}/content",
    role: "console",
    access: { kind: "member", permission: "payload:read" },
    summary: "Open what an entry of quarantine holds; each look is recorded",
    params: one.extend({ entry: z.string().max(64) }),
    response: quarantinedContent,
    handle: ({ container, who, params, requestId }) =>
      openQuarantined(container.keys)(
        { pool: container.console, actor: { kind: "member", viewer: who }, requestId },
        { source: params.id, entry: params.entry },
      ),
  }),
];
