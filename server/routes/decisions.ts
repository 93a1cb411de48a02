// The AuthZEN Authorization API 1.0, and ToolHive's hook, for gateways that ask before they forward.
import { z } from "zod";
import {
  decisionSchema,
  evaluationsSchema,
  itemsOf,
  searchSchemas,
} from "../../lib/decisions/authzen";
import { answerQuestion } from "../../lib/approvals/answer-question";
import { approvalDeps } from "../../lib/approvals/deps";
import { decide } from "../../lib/decisions/decide";
import { decideEach } from "../../lib/decisions/decide-each";
import { listDecisions, readDecision } from "../../lib/decisions/list-decisions";
import { porcSchema, questionOf } from "../../lib/decisions/porc";
import { searchActions, searchResources, searchSubjects } from "../../lib/decisions/search";
import { decisionsPage, decisionsQuery, decisionView } from "../../lib/decisions/view";
import { type EvaluationRequest, type Read, requestSchema } from "../../lib/policy/request";
import type { KeyHolder } from "../../lib/sources/verify-key";
import { askerOf } from "../http/asker";
import { parseQuestion, parseRead, readQuestion, readQuestionJson } from "../http/read-question";
import { route, type RouteInput } from "../http/route";

const shared = {
  role: "gate",
  method: "POST",
  access: { kind: "key", scopes: ["decisions:evaluate"] },
} as const;
type Input = RouteInput<unknown, unknown, unknown, KeyHolder>;

const found = <Result extends z.ZodType>(result: Result) =>
  z.object({ results: z.array(result), page: z.object({ next_token: z.string() }) });
const entity = z.object({ type: z.string(), id: z.string() });

const read = { role: "console", access: { kind: "member", permission: "policy:read" } } as const;

export const decisionRoutes = [
  route({
    ...read,
    method: "GET",
    path: "/api/v1/decisions",
    summary: "What gateways asked and were answered, the newest first",
    query: decisionsQuery,
    response: decisionsPage,
    handle: ({ container, query }) => listDecisions(container.console, query),
  }),
  route({
    ...read,
    method: "GET",
    path: "/api/v1/decisions/{id}",
    summary: "One decision",
    params: z.object({ id: z.string().max(64) }),
    response: decisionView,
    handle: ({ container, params }) => readDecision(container.console, params.id),
  }),
  route({
    ...shared,
    path: "/access/v1/evaluation",
    summary: "AuthZEN: may this subject do this? A deny is 200",
    response: decisionSchema,
    handle: async (input) => {
      const asked = await readQuestion(input.request, requestSchema);
      return answerQuestion(depsOf(input), askerOf(input), asked);
    },
  }),
  route({
    ...shared,
    path: "/access/v1/evaluations",
    summary: "AuthZEN: many questions at once; without any it is one",
    response: z.union([decisionSchema, z.object({ evaluations: z.array(decisionSchema) })]),
    handle: async (input) => {
      const body = await readQuestionJson(input.request);
      const asked = parseQuestion(body.value, evaluationsSchema);
      const items = itemsOf(asked, parseQuestion(body.marked, evaluationsSchema));
      if (items === null) {
        const one = parseRead(body, requestSchema);
        return answerQuestion(depsOf(input), askerOf(input), one);
      }
      const semantic = asked.options?.evaluations_semantic ?? "execute_all";
      const answer = (one: Read<EvaluationRequest>) =>
        answerQuestion(depsOf(input), askerOf(input), one);
      return { evaluations: await decideEach(answer, items, semantic) };
    },
  }),
  route({
    ...shared,
    path: "/access/v1/search/subject",
    summary: "AuthZEN: who may do this?",
    response: found(entity),
    handle: async (input) => {
      const { value } = await readQuestion(input.request, searchSchemas.subject);
      const { page, ...asked } = value;
      return searchSubjects(searching(input), asked, page);
    },
  }),
  route({
    ...shared,
    path: "/access/v1/search/resource",
    summary: "AuthZEN: on what may this subject do this?",
    response: found(entity),
    handle: async (input) => {
      const { value } = await readQuestion(input.request, searchSchemas.resource);
      const { page, ...asked } = value;
      return searchResources(searching(input), asked, page);
    },
  }),
  route({
    ...shared,
    path: "/access/v1/search/action",
    summary: "AuthZEN: what may this subject do with this?",
    response: found(z.object({ name: z.string() })),
    handle: async (input) => {
      const { value } = await readQuestion(input.request, searchSchemas.action);
      const { page, ...asked } = value;
      return searchActions(searching(input), asked, page);
    },
  }),
  route({
    ...shared,
    path: "/decision",
    summary: "ToolHive: may this principal do this operation? (PORC)",
    response: z.object({ allow: z.boolean() }),
    handle: async (input) => {
      const { value: porc } = await readQuestion(input.request, porcSchema);
      const { effect } = await decide(input.container.decisions, askerOf(input), questionOf(porc));
      return { allow: effect === "allow" };
    },
  }),
  route({
    method: "GET",
    path: "/.well-known/authzen-configuration",
    role: "gate",
    access: { kind: "public" },
    summary: "AuthZEN: where the endpoints are",
    response: z.record(z.string(), z.string()),
    handle: ({ container }) => {
      const { origin } = container.env.url;
      return {
        policy_decision_point: origin,
        access_request_endpoint: `${origin}/access/v1/requests`,
        access_evaluation_endpoint: `${origin}/access/v1/evaluation`,
        access_evaluations_endpoint: `${origin}/access/v1/evaluations`,
        search_subject_endpoint: `${origin}/access/v1/search/subject`,
        search_resource_endpoint: `${origin}/access/v1/search/resource`,
        search_action_endpoint: `${origin}/access/v1/search/action`,
      };
    },
  }),
];

function depsOf({ container }: Input) {
  return approvalDeps(container, container.gate);
}

function searching({ container, who }: Input) {
  const { inForce, mayBeOld } = container.decisions;
  const enforced = inForce.current(mayBeOld);
  return { pool: container.gate, enforced, source: who.source, now: Date.now() };
}
