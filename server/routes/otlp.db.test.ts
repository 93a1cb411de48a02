import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeMessage, encodeMessage } from "../../lib/calls/otlp/messages";
import { type TestApi, testApi } from "../../lib/testing/api";

let api: TestApi;
let key: string;
beforeAll(async () => {
  api = await testApi();
  key = (await api.key(["events:write"], "otel", "otlp")).text;
});
afterAll(() => api.close());

const now = () => `${Date.now()}000000`;
const log = (id: string, more: object = {}) => ({
  timeUnixNano: now(),
  body: { stringValue: id },
  attributes: [
    { key: "gen_ai.tool.name", value: { stringValue: "add_row" } },
    { key: "event.id", value: { stringValue: id } },
  ],
  ...more,
});
const logs = (...logRecords: object[]) => ({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });

const post = (path: string, body: Buffer<ArrayBuffer> | string, type: string, more: object = {}) =>
  api.request("POST", path, { key, body, headers: { "content-type": type, ...more } });

describe("OTLP over HTTP", () => {
  it("stores logs in JSON and answers an empty response", async () => {
    const response = await post("/v1/logs", JSON.stringify(logs(log("j-1"))), "application/json");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({});
    const rows = await api.deployment.pool.sql`SELECT 1 FROM call WHERE event_id = 'j-1'`;
    expect(rows).toHaveLength(1);
  });

  it("stores logs in gzipped protobuf, and answers in protobuf", async () => {
    const body = gzipSync(encodeMessage("LogsRequest", logs(log("p-1"))));
    const more = { "content-encoding": "gzip" };
    const response = await post("/v1/logs", body, "application/x-protobuf", more);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-protobuf");
    const rows = await api.deployment.pool.sql`SELECT 1 FROM call WHERE event_id = 'p-1'`;
    expect(rows).toHaveLength(1);
  });

  it("says how many records went to quarantine, in both encodings", async () => {
    const request = logs(log("fine"), log("old", { timeUnixNano: "1544712660300000000" }));
    const expected = { rejectedLogRecords: "1", errorMessage: expect.stringContaining("35 days") };
    const json = await post("/v1/logs", JSON.stringify(request), "application/json");
    expect(await json.json()).toEqual({ partialSuccess: expected });
    const bytes = Buffer.from(encodeMessage("LogsRequest", request));
    const binary = await post("/v1/logs", bytes, "application/x-protobuf");
    expect(decodeMessage("LogsResponse", Buffer.from(await binary.arrayBuffer()))).toEqual({
      partialSuccess: expected,
    });
  });

  it("answers a google.rpc.Status for what it cannot read", async () => {
    const json = await post("/v1/traces", "nonsense", "application/json");
    expect(json.status).toBe(400);
    expect(await json.json()).toEqual({ code: 3, message: "the body is no OTLP traces request" });
    const binary = await post("/v1/traces", Buffer.of(0xff), "application/x-protobuf");
    expect(binary.status).toBe(400);
    expect(decodeMessage("RpcStatus", Buffer.from(await binary.arrayBuffer()))).toMatchObject({
      code: 3,
    });
    expect((await post("/v1/traces", "x", "text/plain")).status).toBe(415);
  });
});

describe("CloudEvents over HTTP", () => {
  it("store once, however often the same source and id come", async () => {
    const native = (await api.key(["events:write"], "ce")).text;
    const data = { id: "own", type: "tool.call", time: new Date().toISOString() };
    const event = { specversion: "1.0", source: "/gw", type: "x.native", data };
    const send = (events: object[]) =>
      api.request("POST", "/api/v1/events", {
        key: native,
        body: JSON.stringify(events),
        headers: { "content-type": "application/cloudevents-batch+json" },
      });
    const first = await send([
      { ...event, id: "1" },
      { ...event, id: "2", type: "x.kuadrant", data: {} },
      { ...event, id: "1" },
    ]);
    expect(await first.json()).toMatchObject({
      results: [
        { index: 0, id: "/gw#1", status: "stored" },
        { index: 1, status: "quarantined" },
        { index: 2, id: "/gw#1", status: "duplicate" },
      ],
    });
  });
});
