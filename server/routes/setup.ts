import { z } from "zod";
import { hasOwner, setUp } from "../../lib/access/setup";
import { limitLinks } from "../../lib/access/tries";
import { route } from "../http/route";

export const setupRoutes = [
  route({
    method: "GET",
    path: "/api/v1/setup",
    role: "console",
    access: { kind: "public" },
    summary: "Whether the first owner is still missing",
    response: z.object({ needed: z.boolean() }),
    handle: async ({ container }) => ({ needed: !(await hasOwner(container.console.db)) }),
  }),
  route({
    method: "POST",
    path: "/api/v1/setup",
    role: "console",
    access: { kind: "public" },
    summary: "Create the first owner with the one-time link's token",
    body: setUp.input,
    response: z.object({ id: z.string(), email: z.string() }),
    status: 201,
    handle: ({ body, container, requestId, address }) =>
      limitLinks(container.console, { kind: "set-up", address }, () =>
        setUp({ pool: container.console, actor: { kind: "system" }, requestId }, body),
      ),
  }),
];
