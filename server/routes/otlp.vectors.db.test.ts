// OTLP's published examples, encoded by its own .proto files, sent over HTTP.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import protobuf from "protobufjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../../lib/testing/api";
import { idsAsBytes } from "../../lib/testing/otlp";

const VECTORS = "../shared/vectors/otlp";
const PROTO = `${VECTORS}/proto/opentelemetry/proto/collector`;
const EXAMPLES = [
  {
    file: "logs.json",
    path: "/v1/logs",
    service: "logs.v1.ExportLogsService",
    records: "logRecords",
  },
  {
    file: "events.json",
    path: "/v1/logs",
    service: "logs.v1.ExportLogsService",
    records: "logRecords",
  },
  {
    file: "trace.json",
    path: "/v1/traces",
    service: "trace.v1.ExportTraceService",
    records: "spans",
  },
] as const;
type Example = (typeof EXAMPLES)[number];

describe.skipIf(!existsSync(VECTORS))("OTLP's examples (skipped without ../shared)", () => {
  let api: TestApi;
  let root: protobuf.Root;
  beforeAll(async () => {
    api = await testApi();
    root = new protobuf.Root();
    root.resolvePath = (from, name) => (from === "" ? name : resolve(VECTORS, "proto", name));
    root.loadSync([`${PROTO}/logs/v1/logs_service.proto`, `${PROTO}/trace/v1/trace_service.proto`]);
  });
  afterAll(() => api.close());

  const typeOf = ({ service }: Example, suffix: string) =>
    root.lookupType(`opentelemetry.proto.collector.${service}${suffix}`);
  const encoded = (example: Example, request: Record<string, unknown>) => {
    const type = typeOf(example, "Request");
    return Buffer.from(type.encode(type.fromObject(idsAsBytes(request))).finish());
  };

  async function send(
    { path }: Example,
    body: Buffer,
    type: string,
    key: string,
    isGzip: boolean,
  ): Promise<Response> {
    const headers = { "content-type": type, ...(isGzip && { "content-encoding": "gzip" }) };
    const sent = Buffer.from(isGzip ? gzipSync(body) : body);
    const response = await api.request("POST", path, { key, body: sent, headers });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
    return response;
  }

  /** The example with a tool's name, its file, among the attributes of its records. */
  const asToolCall = (example: Example): Record<string, unknown> => {
    const named = { key: "gen_ai.tool.name", value: { stringValue: example.file } };
    return JSON.parse(read(example), (key, value) =>
      key === example.records
        ? value.map((one: { attributes: object[] }) => ({
            ...one,
            attributes: [...one.attributes, named],
          }))
        : value,
    );
  };

  const read = ({ file }: Example) => readFileSync(`${VECTORS}/${file}`, "utf8");

  it.each(EXAMPLES)("$file is accepted in both encodings, also gzipped", async (example) => {
    const { text: key } = await api.key(["events:write"], "otel", "otlp");
    for (const isGzip of [false, true]) {
      const text = read(example);
      const json = await send(example, Buffer.from(text), "application/json", key, isGzip);
      expect(await json.json()).toEqual({});
      const bytes = encoded(example, JSON.parse(text));
      const binary = await send(example, bytes, "application/x-protobuf", key, isGzip);
      const answer = Buffer.from(await binary.arrayBuffer());
      const response = typeOf(example, "Response");
      expect(response.toObject(response.decode(answer))).toEqual({});
    }
  });

  it.each(EXAMPLES)(
    "$file as a tool call is one call, whichever encoding comes first",
    async (example) => {
      const { file } = example;
      const { text: key } = await api.key(["events:write", "events:backfill"], file, "otlp");
      const text = JSON.stringify(asToolCall(example));
      const bytes = encoded(example, JSON.parse(text));
      await send(example, bytes, "application/x-protobuf", key, false);
      const found = () => api.deployment.pool.sql`
      SELECT event_id FROM call JOIN tool ON tool.id = call.tool_id WHERE tool.name = ${file}`;
      const [first] = await found();
      expect(first).toBeDefined();
      // A second event of the same id and another content would be a conflict, and rejected.
      const again = await send(example, Buffer.from(text), "application/json", key, false);
      expect(await again.json()).toEqual({});
      expect(await found()).toEqual([first]);
    },
  );
});
