import { z } from "zod";
import { adminLogPageSchema } from "../../lib/access/admin-log-view";
import { listAdminLog } from "../../lib/access/list-admin-log";
import { route } from "../http/route";

const text = z.string().max(1_000).optional();

export const adminLogRoutes = [
  route({
    method: "GET",
    path: "/api/v1/admin-log",
    role: "console",
    access: { kind: "member", permission: "admin-log:read" },
    summary: "Every write and every payload look, newest first",
    query: z.strictObject({
      actor: text.meta({ description: "member:…, operator:…, system, or a member's e-mail" }),
      action: text,
      subject: text.meta({ description: "an id, or a member's e-mail" }),
      request: text,
      from: text,
      to: text,
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(100).optional(),
    }),
    response: adminLogPageSchema,
    handle: ({ container, who, query }) => listAdminLog(container.console, who, query),
  }),
];
