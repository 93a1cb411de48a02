import { createHash } from "node:crypto";
import { z } from "zod";
import { policyChanges, policyChangesQuery } from "../../lib/policy/change-view";
import { blocksPage } from "../../lib/policy/block-view";
import { blockInput, liftBlock, setBlock } from "../../lib/policy/blocks";
import { policyBundle } from "../../lib/policy/bundle";
import { listBlocks } from "../../lib/policy/list-blocks";
import { listPolicyChanges } from "../../lib/policy/list-changes";
import { POLICY_LIMITS } from "../../lib/policy/model";
import { publishInput, publishPolicy } from "../../lib/policy/publish-policy";
import {
  listPolicyVersions,
  readPolicyInForce,
  readPolicyVersion,
} from "../../lib/policy/read-versions";
import { policyVersionsPage, policyView } from "../../lib/policy/view";
import { byMember } from "../http/by-member";
import { etagOf, numberInIfMatch } from "../http/if-match";
import { route } from "../http/route";

const role = "console";
const read = { kind: "member", permission: "policy:read" } as const;
const write = { kind: "member", permission: "policy:write" } as const;

export const policyRoutes = [
  route({
    method: "GET",
    path: "/api/v1/policy",
    role,
    access: read,
    summary: "The policy in force; its ETag is what a publish names in If-Match",
    response: policyView,
    handle: async ({ container }) => {
      const policy = await readPolicyInForce(container.console);
      return Response.json(policy, { headers: { etag: etagOf(policy.number) } });
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/versions",
    role,
    access: read,
    summary: "Every version, the newest first, without the documents",
    query: z.strictObject({ cursor: z.coerce.number().int().min(1).optional() }),
    response: policyVersionsPage,
    handle: ({ container, query }) => listPolicyVersions(container.console, query.cursor),
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/versions/{number}",
    role,
    access: read,
    summary: "One version",
    params: z.object({ number: z.coerce.number().int().min(1).max(2_147_483_647) }),
    response: policyView,
    handle: ({ container, params }) => readPolicyVersion(container.console, params.number),
  }),
  route({
    method: "POST",
    path: "/api/v1/policy/versions",
    role,
    access: write,
    summary: 'Publish a version; If-Match names the one that it was made from ("0" for the first)',
    body: publishInput,
    // A text inside of a text: a quote takes two bytes.
    bodyBytes: 2 * POLICY_LIMITS.bytes,
    response: z.object({ number: z.number().int(), contentHash: z.string() }),
    status: 201,
    handle: async (asked) => {
      const base = baseOf(asked.request);
      const { number, contentHash } = await publishPolicy(byMember(asked), {
        ...asked.body,
        base,
      });
      return { number, contentHash };
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/changes",
    role,
    access: read,
    summary: "What changed who may do what in a range of time: versions, and blocks come and gone",
    query: policyChangesQuery,
    response: policyChanges,
    handle: ({ container, query }) => listPolicyChanges(container.console, query),
  }),
  route({
    method: "GET",
    path: "/api/v1/policy/bundle",
    role: "gate",
    access: { kind: "key", scopes: ["policy:read"] },
    summary: "Policy, blocks and held tools for a gateway that decides itself; strong ETag, 304",
    handle: async ({ container, request }) => {
      const body = JSON.stringify(await policyBundle(container.gate));
      const etag = `"${createHash("sha256").update(body).digest("hex")}"`;
      const known = request.headers.get("if-none-match")?.split(",") ?? [];
      const headers = { etag, "content-type": "application/json" };
      if (known.some((one) => one.trim() === etag || one.trim() === "*")) {
        return new Response(null, { status: 304, headers });
      }
      return new Response(body, { headers });
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/blocks",
    role,
    access: read,
    summary: "Blocks: those that stand first, then the newest, at most 500; what each denied",
    response: blocksPage,
    handle: async ({ container }) => ({ items: await listBlocks(container.console), next: null }),
  }),
  route({
    method: "POST",
    path: "/api/v1/blocks",
    role,
    access: write,
    summary: "Block now: a deny before every rule, in force everywhere within a second",
    body: blockInput,
    response: z.object({ id: z.string() }),
    status: 201,
    handle: (asked) => setBlock(byMember(asked), asked.body),
  }),
  route({
    method: "POST",
    path: "/api/v1/blocks/{id}/lift",
    role,
    access: write,
    summary: "Lift a block",
    params: z.object({ id: z.string().max(64) }),
    body: z.strictObject({ reason: z.string().trim().min(3).max(500) }),
    response: z.object({ id: z.string() }),
    handle: (asked) => liftBlock(byMember(asked), { ...asked.params, ...asked.body }),
  }),
];

function baseOf(request: Request): number {
  return numberInIfMatch(
    request,
    'Say in If-Match which version this was made from, as GET /api/v1/policy gives it in ETag; "0" for the first.',
  );
}
