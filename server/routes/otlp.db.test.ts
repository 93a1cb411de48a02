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

const JSON_TYPE = "application/json";
const PROTOBUF = "application/x-protobuf";

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
    const response = await post("/v1/logs", JSON.stringify(logs(log("j-1"))), JSON_TYPE);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({});
    const rows = await api.deployment.pool.sql`SELECT 1 FROM call WHERE event_id = 'j-1'`;
    expect(rows).toHaveLength(1);
  });

  it("stores logs in gzipped protobuf, and answers in protobuf", async () => {
    const body = gzipSync(encodeMessage("LogsRequest", logs(log("p-1"))));
    const more = { "content-encoding": "gzip" };
    const response = await post("/v1/logs", body, PROTOBUF, more);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(PROTOBUF);
    const rows = await api.deployment.pool.sql`SELECT 1 FROM call WHERE event_id = 'p-1'`;
    expect(rows).toHaveLength(1);
  });

  it("says how many records went to quarantine, in both encodings", async () => {
    const request = logs(log("fine"), log("old", { timeUnixNano: "1544712660300000000" }));
    const expected = { rejectedLogRecords: "1", errorMessage: expect.stringContaining("35 days") };
    const json = await post("/v1/logs", JSON.stringify(request), JSON_TYPE);
    expect(await json.json()).toEqual({ partialSuccess: expected });
    const bytes = Buffer.from(encodeMessage("LogsRequest", request));
    const binary = await post("/v1/logs", bytes, PROTOBUF);
    expect(decodeMessage("LogsResponse", Buffer.from(await binary.arrayBuffer()))).toEqual({
      partialSuccess: expected,
    });
  });

  it("answers an empty request with an empty response", async () => {
    const json = await post("/v1/logs", "{}", JSON_TYPE);
    expect([json.status, await json.json()]).toEqual([200, {}]);
    const binary = await post("/v1/traces", Buffer.alloc(0), PROTOBUF);
    expect([binary.status, await binary.text()]).toEqual([200, ""]);
  });

  it("answers every error in the request's encoding, as google.rpc.Status", async () => {
    const reader = (await api.key(["policy:read"])).text;
    const large = Buffer.alloc(4 * 1024 * 1024 + 1, 0x20);
    const broken = { "content-encoding": "gzip" };
    const errors: [status: number, code: number, body: Buffer, more: object][] = [
      [400, 3, Buffer.of(0xff), {}],
      [400, 3, gzipSync("{}").subarray(0, -9), { headers: broken }],
      [401, 16, Buffer.from("{}"), { key: "ob_nobody" }],
      [403, 7, Buffer.from("{}"), { key: reader }],
      [413, 3, large, {}],
      [415, 3, Buffer.from("{}"), { headers: { "content-encoding": "br" } }],
    ];
    for (const [status, code, body, more] of errors) {
      for (const type of [JSON_TYPE, PROTOBUF]) {
        const response = await api.request("POST", "/v1/logs", {
          key,
          body: Buffer.from(body),
          ...more,
          headers: { "content-type": type, ...("headers" in more ? (more.headers ?? {}) : {}) },
        });
        expect([type, response.status, await statusOf(response, type)]).toEqual([
          type,
          status,
          { code, message: expect.stringMatching(/\S/) },
        ]);
        expect(response.headers.has("www-authenticate")).toBe(status === 401);
      }
    }
    expect((await post("/v1/traces", "x", "text/plain")).status).toBe(415);
  });

  it("asks for another try, and when, only where one can help", async () => {
    const done = api.container.ingest.admit(24 * 1024 * 1024);
    const busy = await post("/v1/traces", Buffer.alloc(0), PROTOBUF);
    done();
    expect(busy.status).toBe(429);
    expect(busy.headers.get("retry-after")).toBe("1");
    expect(await statusOf(busy, PROTOBUF)).toMatchObject({ code: 8 });

    const away = await testApi();
    const { text } = await away.key(["events:write"], "otel", "otlp");
    await away.deployment.pool.close();
    const response = await away.request("POST", "/v1/logs", { key: text, json: {} });
    await away.close();
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
    expect(await statusOf(response, JSON_TYPE)).toMatchObject({ code: 14 });
  });
});

async function statusOf(response: Response, type: string): Promise<unknown> {
  expect(response.headers.get("content-type")).toBe(type);
  if (type === JSON_TYPE) return response.json();
  return decodeMessage("RpcStatus", Buffer.from(await response.arrayBuffer()));
}
