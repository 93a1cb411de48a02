import { z } from "zod";
import { readOverview } from "../../lib/overview/read-overview";
import { overviewSchema } from "../../lib/overview/view";
import { route } from "../http/route";

export const overviewRoutes = [
  route({
    method: "GET",
    path: "/api/v1/overview",
    role: "console",
    access: { kind: "member", permission: "calls:read" },
    summary: "Verdicts over time, what changed, shared credentials, unknown servers and sources",
    query: z.strictObject({
      from: z.string().max(40).optional(),
      to: z.string().max(40).optional(),
    }),
    response: overviewSchema,
    handle: ({ who, query, container }) => readOverview(container.console, who, query),
  }),
];
