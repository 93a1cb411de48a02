import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sequencePending } from "../../lib/ledger/sequence";
import { type TestApi, testApi } from "../../lib/testing/api";
import { nativeCall } from "../../lib/testing/deployment";
import { activityView, arrivalsView, registeredSource, sourceView } from "../../lib/sources/view";

let api: TestApi;
let admin: string;
let auditor: string;
beforeAll(async () => {
  api = await testApi();
  admin = (await api.member("admin")).cookie;
  auditor = (await api.member("auditor")).cookie;
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

const now = () => new Date(Date.now() - 2_000).toISOString();

async function register(name: string, format = "native") {
  const answer = await api.request("POST", "/api/v1/sources", {
    cookie: admin,
    json: { name, format },
  });
  expect(answer.status).toBe(201);
  return registeredSource.parse(await answer.json());
}

async function post(key: string, json: unknown, format = "native") {
  return api.request("POST", `/api/v1/events/${format}`, { key, json });
}

async function read<S extends z.ZodType>(path: string, schema: S, cookie = admin) {
  const answer = await api.request("GET", `/api/v1${path}`, { cookie });
  expect(answer.status).toBe(200);
  return schema.parse(await answer.json());
}

const logged = (action: string) =>
  api.deployment.pool.sql<{ subject: string; details: Record<string, unknown> }[]>`
    SELECT subject, details FROM admin_log WHERE action = ${action} ORDER BY id DESC LIMIT 1`;

describe("a new source", () => {
  it("comes with the ceilings of its format and one key that works", async () => {
    const { id, key } = await register("fresh", "kuadrant");
    const source = await read(`/sources/${id}`, sourceView);
    expect(source).toMatchObject({
      name: "fresh",
      title: "Kuadrant MCP Gateway audit log",
      callerCeiling: "asserted",
      downstreamCeiling: "observed",
      liveKeys: 1,
      lastEventAt: null,
    });
    expect((await post(key.text, [nativeCall("f-1", { time: now() })])).status).toBe(200);
    const [record] = await logged("source.created");
    expect(record).toMatchObject({ subject: id, details: { name: "fresh", key: key.id } });
    expect(JSON.stringify(record)).not.toContain(key.text);
  });

  it("does not take a name that is in use", async () => {
    await register("taken");
    const again = await api.request("POST", "/api/v1/sources", {
      cookie: admin,
      json: { name: "taken", format: "native" },
    });
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ errors: [{ path: "name" }] });
  });
});

describe("what a source sent", () => {
  it("is counted by what became of it, also where nothing was stored", async () => {
    const { id, key } = await register("counted");
    const call = nativeCall("c-1", { time: now() });
    await post(key.text, [call, { no: "record" }]);
    await post(key.text, [call]);
    await api.container.ingestCounts.flush();
    await sequencePending(api.deployment.pool.sql);
    const source = await read(`/sources/${id}`, sourceView);
    expect(source.receivedLastDay).toEqual({
      stored: 1,
      duplicate: 1,
      conflict: 0,
      ignored: 0,
      quarantined: 1,
    });
    expect(Date.parse(source.lastEventAt ?? "")).toBe(Date.parse(call.time));
    expect(source.lagMs).toBeGreaterThanOrEqual(2_000);
    const { items } = await read(`/sources/${id}/activity?hours=3`, activityView);
    expect(items).toHaveLength(3);
    expect(items.reduce((sum, { stored }) => sum + stored, 0)).toBe(1);
    expect(items.reduce((sum, { calls }) => sum + calls, 0)).toBe(1);
  });

  it("is there for whoever waits: the call with its verdict, or why there is none", async () => {
    const { id, key } = await register("awaited");
    const empty = await read(`/sources/${id}/arrivals`, arrivalsView);
    expect(empty).toMatchObject({ call: null, lastContactAt: null, quarantined: [] });
    await post(key.text, [{ no: "record" }]);
    const refused = await read(`/sources/${id}/arrivals`, arrivalsView);
    expect(refused.call).toBeNull();
    expect(refused.quarantined).toMatchObject([
      { reason: expect.stringContaining("id"), times: 1 },
    ]);
    await post(key.text, [nativeCall("w-2", { time: now() })]);
    await post(key.text, [nativeCall("w-1", { time: "2026-11-01T00:00:00Z" })]);
    await sequencePending(api.deployment.pool.sql);
    const { call } = await read(`/sources/${id}/arrivals`, arrivalsView);
    expect(call).toMatchObject({ source: { name: "awaited" }, server: "github" });
  });

  it("keeps its counts while the database refuses them", async () => {
    const { id } = await register("outage");
    const { ingestCounts } = await import("../../lib/sources/ingest-counts");
    const { sql } = api.deployment.pool;
    const [row] = await sql<{ id: number }[]>`SELECT id FROM source WHERE name = 'outage'`;
    const failures: unknown[] = [];
    const counts = ingestCounts(sql, (error) => failures.push(error));
    await sql`ALTER TABLE ingest_hour RENAME TO ingest_hour_away`;
    counts.add(row?.id ?? 0, [{ index: 0, status: "stored" }]);
    await counts.flush();
    expect(failures).toHaveLength(1);
    await sql`ALTER TABLE ingest_hour_away RENAME TO ingest_hour`;
    counts.add(row?.id ?? 0, [{ index: 0, status: "ignored" }]);
    await counts.flush();
    await counts.flush();
    const { receivedLastDay } = await read(`/sources/${id}`, sourceView);
    expect(receivedLastDay).toMatchObject({ stored: 1, ignored: 1 });
    expect(failures).toHaveLength(1);
  });
});

describe("keys of a source", () => {
  it("are two live ones at most for one scope; a revoked one makes room", async () => {
    const { id, name, key } = await register("rotating");
    const make = (scopes: string[]) =>
      api.request("POST", "/api/v1/keys", { cookie: admin, json: { source: name, scopes } });
    expect((await make(["events:write"])).status).toBe(201);
    const third = await make(["events:write", "events:backfill"]);
    expect(third.status).toBe(409);
    expect(await third.json()).toMatchObject({ detail: expect.stringContaining("revoke one") });
    expect((await make(["evidence:write"])).status).toBe(201);
    expect((await api.request("DELETE", `/api/v1/keys/${key.id}`, { cookie: admin })).status).toBe(
      200,
    );
    expect((await make(["events:write"])).status).toBe(201);
    const keys = await read(
      `/keys?source=${id}`,
      z.object({ items: z.array(z.object({ source: z.string() })) }),
    );
    expect(keys.items.map(({ source }) => source)).toEqual(Array(4).fill("rotating"));
  });

  it("answer 401 once the source is revoked, which names who and why and happens once", async () => {
    const { id, key } = await register("leaving");
    const revoke = () =>
      api.request("POST", `/api/v1/sources/${id}/revoke`, {
        cookie: admin,
        json: { reason: "the gateway was switched off" },
      });
    expect((await revoke()).status).toBe(200);
    expect((await post(key.text, [nativeCall("l-1")])).status).toBe(401);
    const source = await read(`/sources/${id}`, sourceView);
    expect(source.revokedReason).toBe("the gateway was switched off");
    expect(source.revokedBy).toContain("member:");
    expect((await revoke()).status).toBe(410);
  });
});

describe("the content of quarantine", () => {
  it("is shown redacted to those who may read payloads, and each look is recorded", async () => {
    const { id, key } = await register("opened");
    await post(key.text, [{ no: "record", password: "hunter2-hunter2" }]);
    const list = await read(
      `/sources/${id}/quarantine`,
      z.object({ items: z.array(z.object({ id: z.string() })) }),
    );
    const path = `/api/v1/sources/${id}/quarantine/${list.items[0]?.id}/content`;
    expect((await api.request("POST", path, { cookie: admin })).status).toBe(403);
    const answer = await api.request("POST", path, { cookie: auditor });
    expect(answer.status).toBe(200);
    const { content } = z.object({ content: z.string() }).parse(await answer.json());
    expect(JSON.parse(content)).toMatchObject({ no: "record" });
    expect(content).not.toContain("hunter2");
    expect(await logged("quarantine.opened")).toMatchObject([
      { subject: id, details: { entry: list.items[0]?.id } },
    ]);
  });

  it("belongs to its source alone", async () => {
    const [{ id: own, key }, { id: other }] = [await register("own"), await register("other")];
    await post(key.text, [{ no: "record" }]);
    const list = await read(
      `/sources/${own}/quarantine`,
      z.object({ items: z.array(z.object({ id: z.string() })) }),
    );
    const path = `/api/v1/sources/${other}/quarantine/${list.items[0]?.id}/content`;
    expect((await api.request("POST", path, { cookie: auditor })).status).toBe(404);
  });
});
