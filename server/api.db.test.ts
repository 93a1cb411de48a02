import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES, SCOPES } from "../lib/access/model";
import { type TestApi, testApi } from "../lib/testing/api";
import { expectedOf, outcomeOf } from "../lib/testing/role-matrix";
import { ROUTES } from "./api";
import type { Route } from "./http/route";

/** Every operation and what it asks for. A new route needs its row here, written by hand. */
const NEEDS: Record<string, string> = {
  "GET /healthz": "nothing",
  "GET /readyz": "nothing",
  "GET /metrics": "this machine",
  "GET /api/v1/setup": "nothing",
  "POST /api/v1/setup": "nothing",
  "POST /api/v1/events": "key events:write or evidence:write",
  "POST /api/v1/events/{format}": "key events:write or evidence:write",
  "POST /v1/logs": "key events:write or evidence:write",
  "POST /v1/traces": "key events:write or evidence:write",
  "POST /access/v1/evaluation": "key decisions:evaluate",
  "POST /access/v1/evaluations": "key decisions:evaluate",
  "POST /access/v1/search/subject": "key decisions:evaluate",
  "POST /access/v1/search/resource": "key decisions:evaluate",
  "POST /access/v1/search/action": "key decisions:evaluate",
  "POST /access/v1/requests": "key approvals:request",
  "GET /access/v1/requests/{id}": "key approvals:request",
  "POST /access/v1/requests/{id}/cancel": "key approvals:request",
  "POST /api/v1/approvals": "key approvals:request",
  "POST /api/v1/approvals/{id}/redeem": "key approvals:request",
  "GET /api/v1/approvals": "approvals:read",
  "GET /api/v1/approvals/{id}": "approvals:read",
  "POST /api/v1/approvals/{id}/arguments": "approvals:read",
  "POST /api/v1/approvals/{id}/challenge": "approvals:decide",
  "POST /api/v1/approvals/{id}/decide": "approvals:decide",
  "GET /api/v1/approval-selection": "approvals:decide",
  "POST /api/v1/approval-selection/decide": "approvals:decide",
  "POST /api/v1/approvals/{id}/break-glass/challenge": "approvals:break-glass",
  "POST /api/v1/approvals/{id}/break-glass": "approvals:break-glass",
  "POST /api/v1/approvals/{id}/review": "approvals:decide",
  "POST /api/v1/approvals/{id}/seen": "approvals:decide",
  "POST /api/v1/approvals/{id}/revoke": "approvals:read",
  "POST /api/v1/approvals/{id}/looking": "approvals:decide",
  "GET /api/v1/approvals/{id}/standing": "approvals:read",
  "GET /api/v1/approval-notices": "approvals:read",
  "GET /api/v1/approval-figures": "calls:read",
  "GET /api/v1/approval-grants": "approvals:read",
  "POST /api/v1/approval-grants/{id}/revoke": "approvals:decide",
  "GET /api/v1/approval-delegations": "approvals:decide",
  "POST /api/v1/approval-delegations": "approvals:decide",
  "POST /api/v1/approval-delegations/{id}/end": "approvals:decide",
  "POST /api/v1/sources/{id}/callbacks": "sources:write",
  "POST /decision": "key decisions:evaluate",
  "GET /.well-known/authzen-configuration": "nothing",
  "GET /api/v1/policy": "policy:read",
  "GET /api/v1/policy/versions": "policy:read",
  "GET /api/v1/policy/versions/{number}": "policy:read",
  "POST /api/v1/policy/versions": "policy:write",
  "GET /api/v1/policy/bundle": "key policy:read",
  "GET /api/v1/policy/drafts": "policy:read",
  "POST /api/v1/policy/drafts": "policy:write",
  "GET /api/v1/policy/drafts/{id}": "policy:read",
  "PUT /api/v1/policy/drafts/{id}": "policy:write",
  "POST /api/v1/policy/drafts/{id}/edit": "policy:write",
  "GET /api/v1/policy/drafts/{id}/review": "policy:read",
  "POST /api/v1/policy/drafts/{id}/simulate": "policy:read",
  "GET /api/v1/policy/drafts/{id}/simulation": "policy:read",
  "POST /api/v1/policy/drafts/{id}/agree": "policy:write",
  "POST /api/v1/policy/drafts/{id}/publish": "policy:write",
  "POST /api/v1/policy/drafts/{id}/discard": "policy:write",
  "POST /api/v1/policy/check": "policy:read",
  "POST /api/v1/policy/diff": "policy:read",
  "GET /api/v1/policy/effective": "policy:read",
  "GET /api/v1/policy/rules": "policy:read",
  "GET /api/v1/policy/export": "policy:read",
  "POST /api/v1/policy/arguments/test": "policy:read",
  "GET /api/v1/policy/changes": "policy:read",
  "GET /api/v1/policy/single-admin": "policy:read",
  "PUT /api/v1/policy/single-admin": "members:write",
  "GET /api/v1/policy/matrix": "policy:read",
  "GET /api/v1/policy/matrix/usage": "policy:read",
  "GET /api/v1/policy/subjects": "policy:read",
  "GET /api/v1/blocks": "policy:read",
  "POST /api/v1/blocks": "policy:write",
  "POST /api/v1/blocks/{id}/lift": "policy:write",
  "GET /api/v1/decisions": "policy:read",
  "GET /api/v1/decisions/{id}": "policy:read",
  "GET /api/v1/calls": "calls:read",
  "GET /api/v1/calls/count": "calls:read",
  "GET /api/v1/calls/export": "calls:export",
  "POST /api/v1/calls/export": "calls:export",
  "POST /api/v1/query/parse": "calls:read",
  "GET /api/v1/calls/presence": "calls:read",
  "GET /api/v1/calls/suggest": "calls:read",
  "GET /api/v1/calls/find": "calls:read",
  "GET /api/v1/calls/facets": "calls:read",
  "GET /api/v1/calls/histogram": "calls:read",
  "GET /api/v1/calls/{id}": "calls:read",
  "GET /api/v1/calls/{id}/policy": "policy:read",
  "POST /api/v1/calls/{id}/policy": "payload:read",
  "POST /api/v1/calls/{id}/payload": "payload:read",
  "GET /api/v1/views": "calls:read",
  "POST /api/v1/views": "calls:read",
  "PUT /api/v1/views/{id}": "calls:read",
  "DELETE /api/v1/views/{id}": "calls:read",
  "GET /api/v1/overview": "calls:read",
  "GET /api/v1/sources": "sources:read",
  "POST /api/v1/sources": "sources:write",
  "GET /api/v1/formats": "sources:read",
  "GET /api/v1/sources/{id}": "sources:read",
  "PUT /api/v1/sources/{id}": "sources:write",
  "POST /api/v1/sources/{id}/revoke": "sources:write",
  "GET /api/v1/sources/{id}/arrivals": "calls:read",
  "GET /api/v1/sources/{id}/activity": "sources:read",
  "GET /api/v1/sources/{id}/quarantine": "sources:read",
  "POST /api/v1/sources/{id}/quarantine/replay": "sources:write",
  "POST /api/v1/sources/{id}/quarantine/{entry}/content": "payload:read",
  "GET /api/v1/keys": "sources:write",
  "POST /api/v1/keys": "sources:write",
  "DELETE /api/v1/keys/{id}": "sources:write",
  "GET /api/v1/webhooks": "webhooks:write",
  "POST /api/v1/webhooks": "webhooks:write",
  "PUT /api/v1/webhooks/{id}": "webhooks:write",
  "POST /api/v1/webhooks/{id}/rotate": "webhooks:write",
  "POST /api/v1/webhooks/{id}/test": "webhooks:write",
  "POST /api/v1/webhooks/{id}/remove": "webhooks:write",
  "GET /api/v1/deliveries": "webhooks:write",
  "POST /api/v1/deliveries/{id}/retry": "webhooks:write",
  "GET /api/v1/persons": "directory:read",
  "GET /api/v1/principals": "directory:read",
  "GET /api/v1/groups": "directory:read",
  "GET /api/v1/services": "directory:read",
  "GET /api/v1/actors": "directory:read",
  "GET /api/v1/servers": "directory:read",
  "GET /api/v1/tools": "directory:read",
  "GET /api/v1/tools/{id}": "directory:read",
  "POST /api/v1/tools/review": "catalog:write",
  "PUT /api/v1/tools/{id}/risk": "catalog:write",
  "POST /api/v1/tools/{id}/renamed": "catalog:write",
  "GET /api/v1/catalog/servers": "directory:read",
  "POST /api/v1/catalog/servers/{id}/end-learning": "catalog:write",
  "POST /api/v1/catalog/servers/{id}/learn-again": "catalog:write",
  "PUT /api/v1/catalog/servers/{id}/strict": "catalog:write",
  "GET /api/v1/sanctions": "directory:read",
  "GET /api/v1/revocations": "directory:read",
  "POST /api/v1/links": "directory:write",
  "POST /api/v1/services": "directory:write",
  "POST /api/v1/actors": "directory:write",
  "POST /api/v1/groups": "directory:write",
  "POST /api/v1/servers": "directory:write",
  "POST /api/v1/gateways": "directory:write",
  "POST /api/v1/tools": "directory:write",
  "POST /api/v1/sanctions": "directory:write",
  "POST /api/v1/revocations": "directory:write",
  "POST /api/v1/directory/import": "directory:write",
  "GET /api/v1/clients": "directory:read",
  "POST /api/v1/clients": "directory:write",
  "GET /api/v1/persons/{id}": "directory:read",
  "GET /api/v1/servers/{id}": "directory:read",
  "GET /api/v1/directory/unlinked": "directory:read",
  "POST /api/v1/directory/import/preview": "directory:write",
  "POST /api/v1/directory/preview": "directory:write",
  "DELETE /api/v1/principals/{id}/link": "directory:write",
  "DELETE /api/v1/services/{id}": "directory:write",
  "DELETE /api/v1/actors/{id}": "directory:write",
  "DELETE /api/v1/servers/{id}/declaration": "directory:write",
  "DELETE /api/v1/persons/{id}/groups": "directory:write",
  "GET /api/v1/sanction-proposals": "directory:read",
  "POST /api/v1/sanction-proposals": "directory:write",
  "POST /api/v1/sanction-proposals/{id}/agree": "directory:write",
  "POST /api/v1/sanction-proposals/{id}/decline": "directory:write",
  "POST /api/v1/sanctions/{id}/end": "directory:write",
  "GET /api/v1/jobs": "a sign-in",
  "GET /api/v1/jobs/{id}": "a sign-in",
  "POST /api/v1/jobs/{id}/cancel": "a sign-in",
  "GET /api/v1/admin-log": "admin-log:read",
  "GET /api/v1/retention": "calls:read",
  "PUT /api/v1/retention": "retention:write",
  "POST /api/v1/retention/preview": "retention:write",
  "GET /api/v1/erasures": "admin-log:read",
  "POST /api/v1/erasures": "erasure:write",
  "POST /api/v1/erasures/preview": "erasure:write",
  "GET /api/v1/members": "members:write",
  "GET /api/v1/members/{id}": "members:write",
  "PUT /api/v1/members/{id}/roles": "members:write",
  "PUT /api/v1/members/{id}/person": "members:write",
  "POST /api/v1/members/{id}/disable": "members:write",
  "POST /api/v1/members/{id}/enable": "members:write",
  "GET /api/v1/members/{id}/sessions": "members:write",
  "POST /api/v1/members/{id}/sessions/{session}/revoke": "members:write",
  "POST /api/v1/members/{id}/accounts/unbind": "members:write",
  "GET /api/v1/members/{id}/tokens": "members:write",
  "POST /api/v1/members/{id}/tokens/{token}/revoke": "members:write",
  "GET /api/v1/members/{id}/passkeys": "members:write",
  "POST /api/v1/members/{id}/passkeys/{passkey}/remove": "members:write",
  "GET /api/v1/invitations": "members:write",
  "POST /api/v1/invitations": "members:write",
  "POST /api/v1/invitations/{id}/remove": "members:write",
  "POST /api/v1/invitations/look": "nothing",
  "POST /api/v1/invitations/accept": "nothing",
  "POST /api/v1/invitations/company": "nothing",
  "GET /api/v1/profile": "a session",
  "GET /api/v1/profile/sessions": "a session",
  "DELETE /api/v1/profile/sessions/{session}": "a session",
  "POST /api/v1/profile/sessions/end-others": "a session",
  "PUT /api/v1/profile/password": "a session",
  "POST /api/v1/profile/accounts/begin": "a session",
  "POST /api/v1/profile/accounts/unbind": "a session",
  "GET /api/v1/profile/passkeys": "a session",
  "POST /api/v1/profile/passkeys/begin": "a session",
  "POST /api/v1/profile/passkeys": "a session",
  "PUT /api/v1/profile/passkeys/{id}": "a session",
  "DELETE /api/v1/profile/passkeys/{id}": "a session",
  "GET /api/v1/tokens": "a session",
  "POST /api/v1/tokens": "a session",
  "DELETE /api/v1/tokens/{id}": "a session",
};

type Caller = { cookie?: string; key?: string };

let api: TestApi;
const callers = new Map<string, Caller>();
beforeAll(async () => {
  api = await testApi();
  callers.set("nobody", {});
  for (const role of ROLES) callers.set(role, { cookie: (await api.member(role)).cookie });
  for (const role of ROLES) {
    const { id } = await api.member(role);
    const { text } = await api.token(id);
    callers.set(`token ${role}`, { key: text });
  }
  for (const scope of SCOPES) callers.set(`key ${scope}`, { key: (await api.key([scope])).text });
});
afterAll(() => api.close());

describe("the role matrix", () => {
  it("has a row for every operation, and no row without one", () => {
    expect(ROUTES.map(nameOf).toSorted()).toEqual(Object.keys(NEEDS).toSorted());
    expect(new Set(ROUTES.map(nameOf)).size).toBe(ROUTES.length);
  });

  it.each(ROUTES.map((one) => ({ name: nameOf(one), one })))(
    "$name lets in exactly those it is for",
    async ({ name, one }) => {
      const needs = NEEDS[name] ?? "a row in the table";
      const found: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const [who, caller] of callers) {
        const response = await call(one, caller);
        found[who] = outcomeOf(response.status);
        expected[who] = expectedOf(needs, who);
        await response.body?.cancel();
      }
      expect(found).toEqual(expected);
      expect(api.bugs).toEqual([]);
    },
  );

  it("adds up the roles of one member and grants no more than they do", async () => {
    const { cookie } = await api.member("approver", "auditor");
    const status = async (method: string, path: string) =>
      (await api.request(method, path, { cookie, ...(method === "POST" && { json: {} }) })).status;
    expect(await status("GET", "/api/v1/calls")).toBe(200);
    expect(await status("POST", "/api/v1/calls/none/payload")).toBe(404);
    expect(await status("POST", "/api/v1/keys")).toBe(403);
  });

  it("leaves out the routes of roles that this process does not run", async () => {
    const { buildApi } = await import("./api");
    const { container } = api;
    const gate = buildApi({ ...container, env: { ...container.env, roles: ["gate"] } });
    expect((await gate.request("http://localhost:3000/api/v1/calls")).status).toBe(404);
    expect((await gate.request("http://localhost:3000/healthz")).status).toBe(200);
    const events = await gate.request("http://localhost:3000/api/v1/events", { method: "POST" });
    expect(events.status).toBe(401);
  });
});

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

function call(one: Route, caller: Caller): Promise<Response> {
  const path = one.path
    .replace("{format}", "native")
    .replace("{entry}", "0")
    .replaceAll(/\{\w+\}/g, "none");
  return api.request(one.method, path, { ...caller, ...(one.body && { json: {} }) });
}
