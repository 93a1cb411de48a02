import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findAdapter } from "../adapters/registry";
import { encodeMessage } from "./messages";
import { type OtlpRequest, readOtlp, type Signal } from "./read-request";
import { routeRecords } from "./route-records";

const text = (value: string) => ({ stringValue: value });
const TRACE = "5b8efff798038103d269b633813fc60c";
const SPAN = "eee19b7ec3c1b174";

const toolSpan = {
  traceId: TRACE,
  spanId: SPAN,
  name: "tools/call add_row",
  kind: 3,
  startTimeUnixNano: "1770795000123456789",
  endTimeUnixNano: "1770795000623456789",
  attributes: [
    { key: "mcp.method.name", value: text("tools/call") },
    { key: "gen_ai.tool.name", value: text("add_row") },
    { key: "gen_ai.tool.call.arguments", value: text('{"sheet":"q3"}') },
    { key: "user.id", value: text("rosa") },
    { key: "server.address", value: text("sheets.test") },
    { key: "mcp.session.id", value: text("se-1") },
    { key: "big", value: { intValue: "9007199254740993" } },
    { key: "list", value: { arrayValue: { values: [{ boolValue: true }, { doubleValue: 0.5 }] } } },
  ],
  status: { code: 2, message: "no such sheet" },
};

const traces = (...spans: object[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: "service.name", value: text("gw") }] },
      scopeSpans: [{ scope: { name: "mcp", version: "1" }, spans }],
    },
  ],
});
const logs = (...logRecords: object[]) => ({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });

/** OTLP's JSON has ids in hex, where protobuf has their bytes. */
function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      const isId = /^(?:traceId|spanId|parentSpanId)$/.test(key) && typeof one === "string";
      return [key, isId ? Buffer.from(one, "hex") : withBytes(one)];
    }),
  );
}

function inBoth(signal: Signal, request: Record<string, unknown>): OtlpRequest {
  const json = readOtlp(signal, "json", Buffer.from(JSON.stringify(request)));
  const message = signal === "logs" ? "LogsRequest" : "TraceRequest";
  const bytes = encodeMessage(
    message,
    Object.fromEntries(Object.entries(withBytes(request) ?? {})),
  );
  expect(readOtlp(signal, "protobuf", bytes)).toEqual(json);
  return json;
}

function adapted(signal: Signal, request: Record<string, unknown>, format = "otlp") {
  const read = inBoth(signal, request);
  if (!("items" in read)) throw new Error(read.error.message);
  return routeRecords(read.items, format).map((one) => {
    const adapter = findAdapter(one.format);
    if (adapter === undefined || !("raw" in one.item.content)) return one.item.content;
    const { fallbackId } = one.item;
    return adapter.adapt({
      raw: one.item.content.raw,
      receivedAt: "2026-03-01T12:00:00Z",
      trust: adapter.ceilings,
      ...(fallbackId && { fallbackId }),
    });
  });
}

describe("OTLP", () => {
  test("a tool span is a call with its caller, arguments, duration and failure", () => {
    expect(adapted("traces", traces(toolSpan))).toEqual([
      {
        record: {
          id: `${TRACE}:${SPAN}`,
          type: "tool.call",
          time: "2026-02-11T07:30:00.123456789Z",
          caller: { evidence: "asserted", sub: "rosa" },
          session: { id: "se-1" },
          server: { name: "sheets.test" },
          tool: { name: "add_row", arguments: { sheet: "q3" } },
          outcome: { status: "error", message: "no such sheet", durationMs: 500 },
          trace: { traceId: TRACE, spanId: SPAN },
        },
      },
    ]);
  });

  test("integers beyond 2^53 keep their digits, in both encodings", () => {
    const read = inBoth("traces", traces(toolSpan));
    expect(read).toMatchObject({
      items: [{ raw: { attributes: { big: "9007199254740993", list: [true, 0.5] } } }],
    });
  });

  test("a log sent again has the same id, also when it was observed later", () => {
    const log = (observedTimeUnixNano: string) => ({
      timeUnixNano: "1770795000000000000",
      observedTimeUnixNano,
      body: text("called"),
      attributes: [{ key: "gen_ai.tool.name", value: text("add_row") }],
    });
    const [first, again] = adapted(
      "logs",
      logs(log("1770795000000000001"), log("1770795009000000000")),
    );
    expect(first).toMatchObject({ record: { type: "tool.call" } });
    expect(again).toEqual(first);
  });

  test("old names of the conventions are read too", () => {
    const attributes = [
      { key: "gen_ai.operation.name", value: text("execute_tool") },
      { key: "mcp.tool.name", value: text("add_row") },
      { key: "enduser.id", value: text("rosa") },
    ];
    const [one] = adapted("logs", logs({ timeUnixNano: "1770795000000000000", attributes }));
    expect(one).toMatchObject({
      record: { type: "tool.call", caller: { sub: "rosa" }, tool: { name: "add_row" } },
    });
  });

  test("a request to a model and any other record are ignored, with the reason", () => {
    const chat = { attributes: [{ key: "gen_ai.operation.name", value: text("chat") }] };
    expect(adapted("logs", logs(chat, { body: text("hello") }))).toEqual([
      { ignored: "a request to a model, not an MCP call" },
      { ignored: "neither an MCP method nor a tool is named" },
    ]);
  });

  test("a gateway's own record in the body goes to that gateway's adapter", () => {
    const record = {
      timestamp: "2026-02-11T07:30:00Z",
      request_id: "kq-1",
      mcp_method: "tools/call",
      mcp_tool_name: "add_row",
    };
    const request = logs({ body: text(JSON.stringify(record)) }, { body: text("plain") });
    expect(adapted("logs", request, "kuadrant")).toMatchObject([
      { record: { id: "kq-1", tool: { name: "add_row" } } },
      { ignored: "neither an MCP method nor a tool is named" },
    ]);
  });

  test("a record that breaks a limit is broken alone", () => {
    let deep: object = text("x");
    for (let n = 0; n < 40; n += 1) deep = { arrayValue: { values: [deep] } };
    const twice = [
      { key: "a", value: text("1") },
      { key: "a", value: text("2") },
    ];
    const read = inBoth(
      "logs",
      logs({ body: text("fine") }, { body: deep }, { attributes: twice }, { body: text("a\0b") }),
    );
    const broken =
      "items" in read ? read.items.map((one) => ("broken" in one ? one.broken : null)) : [];
    expect(broken).toEqual([
      null,
      "nested deeper than 32 levels",
      "a name stands twice in an object",
      "a NUL character (\\u0000), which no database stores",
    ]);
  });

  test("a body that is no request is an error, and nesting without end is no crash", () => {
    const error = { error: { status: 400, message: "the body is no OTLP logs request" } };
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const body of ["", "nonsense", "[1]", deep, '{"resourceLogs":1,"resourceLogs":2}']) {
      expect(readOtlp("logs", "json", Buffer.from(body))).toEqual(error);
    }
    // ArrayValue in ArrayValue …: each level is a tag and a length.
    let nested = Buffer.alloc(0);
    for (let n = 0; n < 5_000; n += 1) {
      const length = Buffer.from(varint(nested.length));
      nested = Buffer.concat([Buffer.of(n % 2 === 0 ? 0x0a : 0x2a), length, nested]);
    }
    expect(readOtlp("logs", "protobuf", nested)).toBeTypeOf("object");
  });

  test("answers any bytes and any JSON without throwing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const signal of ["logs", "traces"] as const) readOtlp(signal, "protobuf", bytes);
      }),
    );
    const value = fc.jsonValue({ maxDepth: 6 });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const request = { resourceLogs: [{ scopeLogs: [{ logRecords: [one, { body: other }] }] }] };
        readOtlp("logs", "json", Buffer.from(JSON.stringify(request)));
        readOtlp("logs", "json", Buffer.from(JSON.stringify({ resourceLogs: one })));
      }),
    );
  });
});

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

const VECTORS = "../shared/vectors/otlp";

describe.skipIf(!existsSync(VECTORS))("published examples (skipped without ../shared)", () => {
  test.each([
    ["logs", "logs.json", 1],
    ["logs", "events.json", 1],
    ["traces", "trace.json", 1],
  ] as const)("%s %s reads equal in JSON and protobuf", (signal, name, count) => {
    const request = JSON.parse(readFileSync(`${VECTORS}/${name}`, "utf8"));
    const found = adapted(signal, request);
    expect(found).toHaveLength(count);
    for (const one of found) expect(Object.keys(one)).toEqual(["ignored"]);
  });
});
