import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { encodeOtlp } from "../../testing/otlp";
import { findAdapter } from "../adapters/registry";
import type { Signal } from "./find-records";
import { type OtlpRequest, readOtlp } from "./read-request";
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

function inBoth(signal: Signal, request: Record<string, unknown>): OtlpRequest {
  const json = readOtlp(signal, "json", Buffer.from(JSON.stringify(request)));
  expect(readOtlp(signal, "protobuf", encodeOtlp(signal, request))).toEqual(json);
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

  test("JSON may write integers as numbers, of any size, and null for what is not set", () => {
    const value = (any: string) => `{"key":"k","value":${any}}`;
    const read = (any: string) => {
      const time = '"timeUnixNano":1770795000123456789';
      const record = `{${time},"attributes":[${value(any)}]}`;
      const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${record}]}]}],"unknown":[{}]}`;
      const { items } = z
        .object({ items: z.array(z.object({ raw: z.record(z.string(), z.unknown()) })) })
        .parse(readOtlp("logs", "json", Buffer.from(body)));
      expect(items[0]?.raw["time"]).toBe("2026-02-11T07:30:00.123456789Z");
      return items[0]?.raw["attributes"];
    };
    expect(read('{"intValue":7}')).toEqual({ k: 7 });
    expect(read('{"intValue":9007199254740993}')).toEqual({ k: "9007199254740993" });
    expect(read('{"intValue":null,"doubleValue":0.5}')).toEqual({ k: 0.5 });
    expect(read('{"doubleValue":"-Infinity"}')).toEqual({ k: "-Infinity" });
    expect(read('{"intValue":"seven"}')).toEqual({ k: null });
    expect(read("null")).toEqual({ k: null });
  });

  test("a status that is neither 1 nor 2 claims no success", () => {
    const span = (code: unknown) => traces({ ...toolSpan, status: { code } });
    const outcome = (code: unknown) => {
      const read = readOtlp("traces", "json", Buffer.from(JSON.stringify(span(code))));
      if ("error" in read) throw new Error(read.error.message);
      const [one] = read.items;
      const trust = { caller: "asserted", downstream: "observed" } as const;
      const raw = one && "raw" in one ? one.raw : {};
      const adapted = findAdapter("otlp")?.adapt({
        raw,
        receivedAt: "2026-03-01T12:00:00Z",
        trust,
      });
      return adapted && "record" in adapted ? adapted.record.outcome?.status : adapted;
    };
    expect([1, 2, 0, 3, "STATUS_CODE_ERROR"].map(outcome)).toEqual([
      "ok",
      "error",
      "unknown",
      "unknown",
      "unknown",
    ]);
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
});

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
