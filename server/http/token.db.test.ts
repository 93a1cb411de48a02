import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeAccessToken } from "../../lib/access/access-token";
import { type TestApi, testApi, type TestMember } from "../../lib/testing/api";

let api: TestApi;
let owner: TestMember;
let member: TestMember;
let token: { id: string; text: string };
beforeAll(async () => {
  api = await testApi();
  owner = await api.member("owner");
});
afterAll(() => api.close());
afterEach(() => api.refuseBugs());
beforeEach(async () => {
  member = await api.member("admin");
  token = await made(member);
});

async function made(by: TestMember, more: object = {}) {
  const json = { name: "nightly report", ...more };
  const response = await api.request("POST", "/api/v1/tokens", { ...by, json });
  expect(response.status).toBe(201);
  const body: { id: string; text: string; expiresAt: string } = await response.json();
  return body;
}
const ask = (method: string, path: string, key: string, json?: unknown) =>
  api.request(method, path, { key, origin: null, ...(json !== undefined && { json }) });
const status = async (key: string) => (await ask("GET", "/api/v1/calls", key)).status;
const asOwner = (method: string, path: string, json: unknown) =>
  api.request(method, path, { ...owner, json });

describe("a personal access token", () => {
  it("acts as its member without any Origin, and the admin log says through what", async () => {
    const service = { iss: "https://idp.example", sub: `svc-${token.id}` };
    expect((await ask("POST", "/api/v1/services", token.text, service)).status).toBe(201);
    const log = await api.deployment.pool.sql`
      SELECT actor, action FROM admin_log WHERE via = ${`token:${token.id}`}`;
    expect(log).toEqual([{ actor: `member:${member.email}`, action: "directory.imported" }]);
    const { items } = await (await api.request("GET", "/api/v1/tokens", member)).json();
    expect(items).toMatchObject([{ id: token.id, lastUsedAt: expect.any(String) }]);
    expect(JSON.stringify(items)).not.toContain(token.text.slice(21, 60));
  });

  it("loses with its member's roles what they lose, at once", async () => {
    expect(await status(token.text)).toBe(200);
    await asOwner("PUT", `/api/v1/members/${member.id}/roles`, { roles: ["approver"] });
    expect(await status(token.text)).toBe(403);
  });

  it("is dead while its member is disabled, and once it was revoked or has expired", async () => {
    await asOwner("POST", `/api/v1/members/${member.id}/disable`, { reason: "left" });
    expect(await status(token.text)).toBe(401);
    await asOwner("POST", `/api/v1/members/${member.id}/enable`, { reason: "back" });
    expect(await status(token.text)).toBe(200);
    await api.deployment.pool
      .sql`UPDATE access_token SET expires_at = now() WHERE id = ${token.id}`;
    expect(await status(token.text)).toBe(401);
    const other = await made(await api.member("viewer"));
    expect(await status(other.text)).toBe(200);
  });

  it("is revoked by its member, and by an owner with a reason, and by nobody else", async () => {
    const remove = (who: TestMember) =>
      api.request("DELETE", `/api/v1/tokens/${token.id}`, { ...who });
    expect((await remove(owner)).status).toBe(404);
    expect((await remove(member)).status).toBe(204);
    expect(await status(token.text)).toBe(401);
    const fresh = await api.member("viewer");
    const second = await made(fresh);
    const path = `/api/v1/members/${fresh.id}/tokens/${second.id}/revoke`;
    expect((await asOwner("POST", path, {})).status).toBe(400);
    expect((await asOwner("POST", path, { reason: "leaked" })).status).toBe(204);
    expect(await status(second.text)).toBe(401);
  });

  it("makes no tokens, changes no members and ends no sessions, even an owner's", async () => {
    const { text } = await made(owner);
    const tries = [
      ["POST", "/api/v1/tokens", { name: "another" }],
      ["GET", "/api/v1/tokens", undefined],
      ["DELETE", `/api/v1/tokens/${token.id}`, undefined],
      ["POST", "/api/v1/profile/sessions/end-others", undefined],
      ["POST", "/api/v1/invitations", { email: "x@acme.example", roles: ["owner"] }],
      ["PUT", `/api/v1/members/${owner.id}/roles`, { roles: ["owner", "auditor"] }],
      ["GET", "/api/v1/members", undefined],
    ] as const;
    for (const [method, path, json] of tries)
      expect([path, (await ask(method, path, text, json)).status]).toEqual([path, 403]);
  });

  it("is refused alike when malformed, unknown or of a wrong secret, also beside a good cookie", async () => {
    const unknown = makeAccessToken().text;
    const details = new Set<string>();
    for (const key of ["obp_", `${token.text}x`, unknown]) {
      const response = await api.request("GET", "/api/v1/calls", { cookie: member.cookie, key });
      expect([key, response.status]).toEqual([key, 401]);
      details.add((await response.json()).detail);
    }
    expect(details.size).toBe(1);
  });

  it("always expires: after 90 days unless said, and never after more than 366", async () => {
    const days = async (more: object) =>
      Math.round((Date.parse((await made(member, more)).expiresAt) - Date.now()) / 86_400_000);
    expect(await days({})).toBe(90);
    expect(await days({ expiresInDays: 1 })).toBe(1);
    const json = { name: "x", expiresInDays: 367 };
    expect((await api.request("POST", "/api/v1/tokens", { ...member, json })).status).toBe(400);
  });
});

describe("sessions", () => {
  const list = async (who: TestMember) =>
    (await (await api.request("GET", "/api/v1/profile/sessions", who)).json()).items;

  it("are listed with this one marked, and each is ended by its member or an owner", async () => {
    const [own] = await list(member);
    expect(own).toMatchObject({ current: true, address: "127.0.0.1" });
    const end = (id: string, who: TestMember) =>
      api.request("DELETE", `/api/v1/profile/sessions/${id}`, { ...who });
    expect((await end(own.id, owner)).status).toBe(404);
    const path = `/api/v1/members/${member.id}/sessions`;
    const { items } = await (await api.request("GET", path, owner)).json();
    expect(items).toMatchObject([{ id: own.id, current: false }]);
    const revoked = await asOwner("POST", `${path}/${own.id}/revoke`, { reason: "lost laptop" });
    expect(revoked.status).toBe(204);
    expect((await api.request("GET", "/api/v1/calls", member)).status).toBe(401);
  });

  it("end everywhere else, and this one stays", async () => {
    const { openSession } = await import("../../lib/access/session");
    const visit = { address: "192.0.2.3", userAgent: "other" };
    await openSession(api.deployment.pool, member.id, visit);
    expect(await list(member)).toHaveLength(2);
    const path = "/api/v1/profile/sessions/end-others";
    const answer = await api.request("POST", path, member);
    expect(await answer.json()).toEqual({ ended: 1 });
    expect(await list(member)).toMatchObject([{ current: true }]);
  });
});
