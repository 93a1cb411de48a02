import { z } from "zod";
import {
  retentionChange,
  retentionKindSchema,
  retentionPage,
  retentionPreview,
} from "../../lib/retention/model";
import { previewRetention } from "../../lib/retention/preview-retention";
import { readRetention } from "../../lib/retention/read-retention";
import { setRetention } from "../../lib/retention/set-retention";
import { byMember } from "../http/by-member";
import { route } from "../http/route";

const write = { kind: "member", permission: "retention:write" } as const;

export const retentionRoutes = [
  route({
    method: "GET",
    path: "/api/v1/retention",
    role: "console",
    access: { kind: "member", permission: "calls:read" },
    summary: "How long each kind of data is kept, how much there is, and what was removed last",
    response: retentionPage,
    handle: ({ container }) => readRetention(container.console.sql),
  }),
  route({
    method: "PUT",
    path: "/api/v1/retention",
    role: "console",
    access: write,
    summary: "Say how long a kind is kept; fewer days remove data for good and name the kind again",
    body: retentionChange,
    response: z.object({ version: z.number().int() }),
    handle: async (input) => {
      const { version } = await setRetention(byMember(input), input.body);
      return { version };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/retention/preview",
    role: "console",
    access: write,
    summary: "What a setting of so many days would remove",
    body: z.strictObject({ kind: retentionKindSchema, days: z.number().int().min(1).max(36_500) }),
    response: retentionPreview,
    handle: ({ container, body: { kind, days } }) =>
      previewRetention(container.console.sql, kind, days),
  }),
];
