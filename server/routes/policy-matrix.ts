// The policy as a matrix, and what happened in its cells.
import { z } from "zod";
import { matrixQuery, matrixView, usageView } from "../../lib/policy/matrix/model";
import { readMatrix } from "../../lib/policy/matrix/read-matrix";
import { readUsage } from "../../lib/policy/matrix/read-usage";
import { suggestSubjects } from "../../lib/policy/suggest-subjects";
import { subjectSuggestions } from "../../lib/policy/suggest-view";
import { route } from "../http/route";

const role = "console";
const access = { kind: "member", permission: "policy:read" } as const;

export const policyMatrixRoutes = [
  route({
    method: "GET",
    path: "/api/v1/policy/matrix",
    role,
    access,
    summary:
      "Tools against groups, people and clients, as a draft, a version or the one in force decides",
    query: matrixQuery,
    response: matrixView,
    handle: async ({ container, query }) => {
      const { index } = await container.directory.current();
      return readMatrix(container.console, index, query, Date.now());
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/matrix/usage",
    role,
    access,
    summary: "Calls of the last 30 days of each cell of the matrix, and as whom they ran",
    query: matrixQuery,
    response: usageView,
    handle: async ({ container, query }) => {
      const { index } = await container.directory.current();
      return readUsage(container.console, index, query);
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/subjects",
    role,
    access,
    summary: "Groups, persons and clients that a rule could name, whose id or name holds q",
    query: z.strictObject({ q: z.string().max(200).default("") }),
    response: subjectSuggestions,
    handle: async ({ container, query }) => {
      const { index } = await container.directory.current();
      return suggestSubjects(container.console, index, query.q);
    },
  }),
];
