import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type TestApi, type TestMember, testApi } from "../testing/api";
import { asOperator } from "../testing/deployment";
import { grantRoles } from "./create-member";
import { endSession, viewerOf } from "./session";

let api: TestApi;
let member: TestMember;
beforeAll(async () => {
  api = await testApi();
});
beforeEach(async () => {
  member = await api.member("viewer");
});
afterAll(() => api.close());

const MINUTE = 60_000;
const sql = () => api.deployment.pool.sql;
const at = (minutes: number, active = true) =>
  viewerOf(api.deployment.pool, member.sessionId, active, Date.now() + minutes * MINUTE);

describe("a session", () => {
  it("ends 30 minutes after the last thing its person did", async () => {
    expect(await at(29.9, false)).not.toBeNull();
    expect(await at(30.1, false)).toBeNull();
    for (const minutes of [20, 40, 60]) expect(await at(minutes)).not.toBeNull();
    expect(await at(89.9, false)).not.toBeNull();
    expect(await at(90.1, false)).toBeNull();
  });

  it("is not kept alive by requests in the background", async () => {
    for (const minutes of [10, 20, 29]) expect(await at(minutes, false)).not.toBeNull();
    expect(await at(31, false)).toBeNull();
  });

  it("ends 12 hours after sign-in, whatever its person does", async () => {
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect([minutes, (await at(minutes)) !== null]).toEqual([minutes, true]);
    }
    expect(await at(12 * 60 + 0.1)).toBeNull();
  });

  it("ends at once when it is ended, when its member is disabled, and was never there otherwise", async () => {
    await endSession(api.deployment.pool, member.sessionId);
    expect(await at(0)).toBeNull();
    member = await api.member("viewer");
    await sql()`UPDATE member SET disabled_at = now() WHERE id = ${member.id}`;
    expect(await at(0)).toBeNull();
    expect(await viewerOf(api.deployment.pool, "", true)).toBeNull();
    expect(await viewerOf(api.deployment.pool, "a\0b", true)).toBeNull();
  });

  it("has the roles of its member as they are now", async () => {
    expect((await at(0))?.permissions.has("directory:write")).toBe(false);
    const { email } = member;
    await grantRoles(asOperator(api.deployment.pool), { email, roles: ["admin"] });
    expect((await at(0))?.roles.toSorted()).toEqual(["admin", "viewer"]);
    expect((await at(0))?.permissions.has("directory:write")).toBe(true);
    await sql()`DELETE FROM member_role WHERE member_id = ${member.id}`;
    expect(await at(0)).toMatchObject({ roles: [] });
    expect((await api.request("GET", "/api/v1/calls", member)).status).toBe(403);
  });

  it("is kept as a hash only", async () => {
    const rows = await sql()`SELECT encode(id_sha256, 'escape') AS id FROM member_session`;
    expect(JSON.stringify(rows)).not.toContain(member.sessionId);
  });
});

describe("over HTTP", () => {
  const call = async (headers?: Record<string, string>) =>
    (await api.request("GET", "/api/v1/calls", { ...member, ...(headers && { headers }) })).status;
  const idle = (minutes: number) => sql()`
    UPDATE member_session SET last_active_at = now() - make_interval(mins => ${minutes})
    WHERE member_id = ${member.id}`;

  it("a background request leaves the idle clock running, any other sets it back", async () => {
    await idle(29);
    expect(await call({ "x-onbehalf-background": "1" })).toBe(200);
    const [before] = await sql()`
      SELECT last_active_at < now() - interval '28 minutes' AS idle FROM member_session
      WHERE member_id = ${member.id}`;
    expect(before).toEqual({ idle: true });
    expect(await call()).toBe(200);
    const [after] = await sql()`
      SELECT last_active_at > now() - interval '1 minute' AS fresh FROM member_session
      WHERE member_id = ${member.id}`;
    expect(after).toEqual({ fresh: true });
    await idle(31);
    expect(await call()).toBe(401);
  });
});
