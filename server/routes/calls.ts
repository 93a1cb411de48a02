import { z } from "zod";
import { getCall } from "../../lib/calls/call-detail";
import { readCallPolicy, tryCallPolicy } from "../../lib/calls/call-policy";
import { FACET_FIELDS, facetsSchema, histogramSchema } from "../../lib/calls/facets/model";
import { readFacets } from "../../lib/calls/facets/read-facets";
import { readHistogram } from "../../lib/calls/facets/read-histogram";
import { explainQuery, queryAnswerSchema } from "../../lib/calls/explain-query";
import { openPayload, openPayloadInput } from "../../lib/calls/open-payload";
import { callPolicySchema } from "../../lib/calls/policy-view";
import { callPresence, readCalls } from "../../lib/calls/query";
import { readArrivals } from "../../lib/calls/read-arrivals";
import { suggest } from "../../lib/calls/suggest";
import { suggestAny } from "../../lib/calls/suggest-any";
import {
  callDetailSchema,
  callPageSchema,
  callPayloadSchema,
  callPresenceSchema,
  foundSchema,
  SUGGEST_FIELDS,
  suggestionsSchema,
} from "../../lib/calls/view";
import type { Container } from "../../lib/container";
import { byMember } from "../http/by-member";
import { route } from "../http/route";

/** An event id of 128 characters can have 384 bytes, which base64url makes a third longer. */
const ID_LENGTH = 540;

/** What is counted; `before` is `searchedTo` of the answer before and goes on from there. */
const countQuery = z.strictObject({
  q: z.string().optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  before: z.iso.datetime({ offset: true }).max(40).optional(),
});

const access = { kind: "member", permission: "calls:read" } as const;

export const callRoutes = [
  route({
    method: "GET",
    path: "/api/v1/calls",
    role: "console",
    access,
    summary:
      "Calls that match a query, newest first; with `after`, those sequenced since, in order",
    query: z
      .strictObject({
        /** Its own limits are said with their place; see `POST /api/v1/query/parse`. */
        q: z.string().optional(),
        from: z.string().max(40).optional(),
        to: z.string().max(40).optional(),
        cursor: z
          .string()
          .max(ID_LENGTH + 2)
          .optional(),
        limit: z.coerce.number().int().min(1).max(200).optional(),
        after: z.coerce.number().int().min(-1).max(Number.MAX_SAFE_INTEGER).optional(),
      })
      .refine(({ after, cursor }) => after === undefined || cursor === undefined, {
        path: ["after"],
        message: "cannot be combined with a cursor",
      }),
    response: callPageSchema,
    handle: (asked) => {
      const { after, ...query } = asked.query;
      return after === undefined
        ? readCalls(byMember(asked), query)
        : readArrivals(byMember(asked), { ...query, after });
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/query/parse",
    role: "console",
    access,
    summary: "What a query means, or where and why it cannot be read",
    body: z.strictObject({ q: z.string() }),
    response: queryAnswerSchema,
    handle: ({ who, body }) => explainQuery(who, body.q),
  }),
  route({
    method: "GET",
    path: "/api/v1/calls/presence",
    role: "console",
    access,
    summary: "Whether anything is connected and when the newest and oldest call were made",
    response: callPresenceSchema,
    handle: ({ who, container }) => callPresence(container.console, who),
  }),
  route({
    method: "GET",
    path: "/api/v1/calls/suggest",
    role: "console",
    access,
    summary: "Values of a field that contain a text",
    query: z.strictObject({ field: z.enum(SUGGEST_FIELDS), text: z.string().max(200).default("") }),
    response: suggestionsSchema,
    handle: ({ who, query, container }) => suggest(container.console, who, query.field, query.text),
  }),
  route({
    method: "GET",
    path: "/api/v1/calls/find",
    role: "console",
    access,
    summary: "Identities, servers, tools, sources and clients that are called like a text",
    query: z.strictObject({ text: z.string().min(1).max(200) }),
    response: foundSchema,
    handle: ({ who, query, container }) => suggestAny(container.console, who, query.text),
  }),
  route({
    method: "GET",
    path: "/api/v1/calls/facets",
    role: "console",
    access,
    summary: "The values of some fields among the calls that match, with their counts",
    query: countQuery.extend({
      /** Names with commas between them. */
      fields: z
        .string()
        .max(400)
        .transform((text) => text.split(","))
        .pipe(z.array(z.enum(FACET_FIELDS)).min(1)),
      contains: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
    }),
    response: facetsSchema,
    handle: (asked) => readFacets(byMember(asked), asked.query),
  }),
  route({
    method: "GET",
    path: "/api/v1/calls/histogram",
    role: "console",
    access,
    summary: "The calls that match by time and verdict",
    query: countQuery.extend({ buckets: z.coerce.number().int().min(1).max(200).optional() }),
    response: histogramSchema,
    handle: (asked) => readHistogram(byMember(asked), asked.query),
  }),
  route({
    method: "GET",
    path: "/api/v1/calls/{id}",
    role: "console",
    access,
    summary: "One call with its reasons, token facts, envelope and leaf hash",
    params: z.object({ id: z.string().max(ID_LENGTH) }),
    response: callDetailSchema,
    handle: ({ who, params, container }) =>
      getCall({ pool: container.console, directory: container.directory }, who, params.id),
  }),
  route({
    method: "GET",
    path: "/api/v1/calls/{id}/policy",
    role: "console",
    access: { kind: "member", permission: "policy:read" },
    summary: "The decision about a call, beside what the policy in force would say of it now",
    params: z.object({ id: z.string().max(ID_LENGTH) }),
    response: callPolicySchema,
    handle: ({ who, params, container }) => readCallPolicy(policyDeps(container), who, params.id),
  }),
  route({
    method: "POST",
    path: "/api/v1/calls/{id}/policy",
    role: "console",
    access: { kind: "member", permission: "payload:read" },
    summary: "The same, with the call's arguments: a look at them, recorded as such",
    params: z.object({ id: z.string().max(ID_LENGTH) }),
    body: z.strictObject({}),
    response: callPolicySchema,
    handle: ({ who, params, container, requestId }) =>
      tryCallPolicy(
        { ...policyDeps(container), keys: container.keys },
        { pool: container.console, actor: { kind: "member", viewer: who }, requestId },
        params.id,
      ),
  }),
  route({
    method: "POST",
    path: "/api/v1/calls/{id}/payload",
    role: "console",
    access: { kind: "member", permission: "payload:read" },
    summary: "Open payload parts of a call; each look is recorded",
    params: z.object({ id: z.string().max(ID_LENGTH) }),
    body: openPayloadInput.omit({ id: true }),
    response: callPayloadSchema,
    handle: ({ who, params, body, container, requestId }) =>
      openPayload(container.keys)(
        { pool: container.console, actor: { kind: "member", viewer: who }, requestId },
        { ...body, id: params.id },
      ),
  }),
];

function policyDeps({ console: pool, decisions: { inForce } }: Container) {
  return { pool, inForce };
}
