import { z } from "zod";
import { confirmRename } from "../../lib/catalog/confirm-rename";
import { toolDetail } from "../../lib/catalog/detail-view";
import { listCatalogServers } from "../../lib/catalog/list-servers";
import { listTools } from "../../lib/catalog/list-tools";
import { catalogServersPage, toolQuery, toolsPage } from "../../lib/catalog/model";
import { readTool } from "../../lib/catalog/read-tool";
import { reviewTools } from "../../lib/catalog/review-tools";
import { setRisk } from "../../lib/catalog/set-risk";
import { endLearning, setStrict, startLearning } from "../../lib/catalog/set-server-state";
import { byMember } from "../http/by-member";
import { route } from "../http/route";

const read = { kind: "member", permission: "directory:read" } as const;
const write = { kind: "member", permission: "catalog:write" } as const;
const role = "console";
const params = z.object({ id: z.string().max(20) });

export const catalogRoutes = [
  route({
    method: "GET",
    path: "/api/v1/tools",
    role,
    access: read,
    summary: "Tools of the catalog by server and name, with their state, risk and use",
    query: toolQuery,
    response: toolsPage,
    handle: ({ container, who, query }) => listTools(container.console, who, query),
  }),
  route({
    method: "GET",
    path: "/api/v1/tools/{id}",
    role,
    access: read,
    summary: "One tool: definition, what changed since the review, history, and who called it",
    params,
    response: toolDetail,
    handle: ({ container, who, params: { id } }) => readTool(container.console, who, id),
  }),
  route({
    method: "POST",
    path: "/api/v1/tools/review",
    role,
    access: write,
    summary: "Allow or block tools as they were looked at, all or none",
    body: reviewTools.input,
    response: z.object({ reviewed: z.number().int() }),
    handle: async (asked) => {
      const { reviewed } = await reviewTools(byMember(asked), asked.body);
      return { reviewed: reviewed.length };
    },
  }),
  route({
    method: "PUT",
    path: "/api/v1/tools/{id}/risk",
    role,
    access: write,
    summary: "Say how risky a tool is; its calls are judged again",
    params,
    body: setRisk.input.omit({ id: true }),
    response: z.object({ version: z.number().int() }),
    handle: async (asked) => {
      const { version } = await setRisk(byMember(asked), { ...asked.body, ...asked.params });
      return { version };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/tools/{id}/renamed",
    role,
    access: write,
    summary: "Say that a waiting tool is one that is gone: review and risk class are carried over",
    params,
    body: confirmRename.input.omit({ id: true }),
    status: 204,
    handle: async (asked) => {
      await confirmRename(byMember(asked), { ...asked.body, ...asked.params });
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/catalog/servers",
    role,
    access: read,
    summary: "Servers of the catalog: learning or enforced, and how many of their tools wait",
    response: catalogServersPage,
    handle: ({ container, who }) => listCatalogServers(container.console, who),
  }),
  route({
    method: "POST",
    path: "/api/v1/catalog/servers/{id}/end-learning",
    role,
    access: write,
    summary: "From now on what is new or changed on the server waits for a review",
    params,
    body: endLearning.input.omit({ id: true }),
    status: 204,
    handle: async (asked) => {
      await endLearning(byMember(asked), { ...asked.body, ...asked.params });
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/catalog/servers/{id}/learn-again",
    role,
    access: write,
    summary: "Let the server learn again; what waits is allowed as it is",
    params,
    body: startLearning.input.omit({ id: true }),
    response: z.object({ allowed: z.number().int() }),
    handle: async (asked) => {
      const { allowed } = await startLearning(byMember(asked), { ...asked.body, ...asked.params });
      return { allowed };
    },
  }),
  route({
    method: "PUT",
    path: "/api/v1/catalog/servers/{id}/strict",
    role,
    access: write,
    summary: "Whether requests that state no fingerprint are held",
    params,
    body: setStrict.input.omit({ id: true }),
    status: 204,
    handle: async (asked) => {
      await setStrict(byMember(asked), { ...asked.body, ...asked.params });
    },
  }),
];
