import { z } from "zod";
import { listViews } from "../../lib/views/list-views";
import { savedViewsSchema, viewInput } from "../../lib/views/model";
import { createView, removeView, updateView } from "../../lib/views/save-view";
import { byMember } from "../http/by-member";
import { route } from "../http/route";

const access = { kind: "member", permission: "calls:read" } as const;
const role = "console";
const params = z.object({ id: z.string().max(64) });

export const viewRoutes = [
  route({
    method: "GET",
    path: "/api/v1/views",
    role,
    access,
    summary: "One's own views of the calls and those that are shared",
    response: savedViewsSchema,
    handle: async ({ container, who }) => ({
      items: await listViews(container.console, who),
      next: null,
    }),
  }),
  route({
    method: "POST",
    path: "/api/v1/views",
    role,
    access,
    summary: "Keep a view of the calls under a name",
    body: viewInput,
    response: z.object({ id: z.string() }),
    handle: (asked) => createView(byMember(asked), asked.body),
  }),
  route({
    method: "PUT",
    path: "/api/v1/views/{id}",
    role,
    access,
    summary: "Change one of one's own views",
    params,
    body: viewInput,
    status: 204,
    handle: async (asked) => {
      await updateView(byMember(asked), { ...asked.body, ...asked.params });
    },
  }),
  route({
    method: "DELETE",
    path: "/api/v1/views/{id}",
    role,
    access,
    summary: "Remove one of one's own views",
    params,
    status: 204,
    handle: async (asked) => {
      await removeView(byMember(asked), asked.params);
    },
  }),
];
