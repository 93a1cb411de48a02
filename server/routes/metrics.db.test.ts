import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPool } from "../../db/client";
import { nativeCall } from "../../lib/testing/deployment";
import { type TestApi, testApi } from "../../lib/testing/api";
import { buildApi } from "../api";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const near = { "x-onbehalf-near": "1" };
const scrape = (headers: Record<string, string> = near) =>
  api.request("GET", "/metrics", { headers });

/** The sample's value by its name and labels as they are written. */
async function sample(name: string): Promise<number | undefined> {
  const lines = (await (await scrape()).text()).split("\n");
  const line = lines.find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
}

describe("GET /metrics", () => {
  it("counts events by source, format and status, exactly", async () => {
    const { text: key } = await api.key(["events:write"], "gw-1");
    const time = new Date().toISOString();
    const json = [nativeCall("a", { time }), nativeCall("a", { time }), { type: "tool.call" }];
    await api.request("POST", "/api/v1/events", { key, json });
    await api.request("POST", "/api/v1/events", { key, json });
    const events = (status: string) =>
      sample(`onbehalf_ingest_events_total{source="gw-1",format="native",status="${status}"}`);
    expect(await events("stored")).toBe(1);
    expect(await events("duplicate")).toBe(3);
    expect(await events("quarantined")).toBe(2);
    expect(await sample('onbehalf_quarantine_entries{source="gw-1"}')).toBe(1);
    expect(await sample('onbehalf_ingest_event_age_seconds_count{source="gw-1"}')).toBe(1);
    expect(await sample("onbehalf_sequence_waiting_batches")).toBe(1);
    expect(await sample("onbehalf_sequence_waiting_events")).toBe(1);
    expect(await sample("onbehalf_sequence_lag_seconds")).toBeGreaterThan(0);
    expect(await sample("onbehalf_ingest_requests_under_way")).toBe(0);
    expect(await sample("onbehalf_database_up")).toBe(1);
  });

  it("says how many messages wait, since when, and how many were given up", async () => {
    const { sql } = api.container.console;
    await sql`INSERT INTO channel (id, kind, name, shown, address, events, created_by)
      VALUES ('chn', 'slack', 'soc', 'h', '', '{source.silent}', 'test')`;
    await sql`INSERT INTO outbox (id, channel_id, event, dedupe_key, message, status, created_at)
      VALUES ('a', 'chn', 'source.silent', 'a', '{}', 'waiting', now() - interval '90 seconds'),
             ('b', 'chn', 'source.silent', 'b', '{}', 'waiting', now()),
             ('c', 'chn', 'source.silent', 'c', '{}', 'dead', now()),
             ('d', 'chn', 'test', 'd', '{}', 'dead', now()),
             ('e', 'chn', 'source.silent', 'e', '{}', 'delivered', now())`;
    expect(await sample("onbehalf_outbox_waiting_messages")).toBe(2);
    expect(await sample("onbehalf_outbox_dead_messages")).toBe(1);
    const oldest = await sample("onbehalf_outbox_oldest_waiting_seconds");
    expect(oldest).toBeGreaterThanOrEqual(90);
    expect(oldest).toBeLessThan(150);
    await sql`UPDATE channel SET removed_at = now()`;
    expect(await sample("onbehalf_outbox_dead_messages")).toBe(0);
  });

  it("times requests by operation, so that no address makes a series of its own", async () => {
    await api.request("GET", "/api/v1/calls/one");
    await api.request("GET", "/api/v1/calls/two");
    const name =
      'onbehalf_http_request_duration_seconds_count{route="/api/v1/calls/{id}",method="GET",status="401"}';
    expect(await sample(name)).toBe(2);
  });

  it("is for this machine, or for who bears the token", async () => {
    expect((await scrape({})).status).toBe(403);
    const { container } = api;
    const app = buildApi({ ...container, env: { ...container.env, metricsToken: "let-me-in" } });
    const status = async (headers: Record<string, string>) =>
      (await app.request("http://localhost:3000/metrics", { headers })).status;
    expect(await status({ authorization: "Bearer let-me-in" })).toBe(200);
    expect(await status({ authorization: "Bearer let-me-i" })).toBe(403);
    expect(await status(near)).toBe(403);
  });

  it("answers with the process's own counts while the database is away", async () => {
    const { container } = api;
    const away = openPool("postgres://nobody@127.0.0.1:1/none", { name: "away", max: 1 });
    try {
      const app = buildApi({ ...container, console: away });
      const response = await app.request("http://localhost:3000/metrics", { headers: near });
      const text = await response.text();
      expect(response.status).toBe(200);
      expect(text).toContain("\nonbehalf_database_up 0\n");
      expect(text).toContain("onbehalf_ingest_events_total");
      expect(text).not.toContain("onbehalf_sequence_lag_seconds");
    } finally {
      await away.close();
    }
  });
});
