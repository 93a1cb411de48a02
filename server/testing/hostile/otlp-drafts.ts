// OTLP requests in both encodings: changed where they are JSON, damaged where they are bytes.
import fc from "fast-check";
import type { Signal } from "../../../lib/calls/otlp/find-records";
import { encodeOtlp } from "../../../lib/testing/otlp";
import type { Draft } from "./draft";
import { changed, damaged } from "./values";

const text = (value: string) => ({ stringValue: value });

function nested(levels: number): object {
  return levels === 0 ? text("x") : { arrayValue: { values: [nested(levels - 1)] } };
}

/** AnyValues that are allowed and yet unusual. */
const VALUES: readonly object[] = [
  {},
  text(""),
  text("a\0b"),
  text("x".repeat(270_000)),
  text("[".repeat(100_000) + "]".repeat(100_000)),
  text('{"a":1,"a":9007199254740993}'),
  { boolValue: false },
  { intValue: "-9223372036854775808" },
  { intValue: "9007199254740993" },
  { doubleValue: 5e-324 },
  { bytesValue: "AP+A" },
  { arrayValue: {} },
  { arrayValue: { values: Array.from({ length: 3_000 }, () => ({})) } },
  { kvlistValue: { values: [{ key: "a" }, { key: "a", value: text("b") }, {}] } },
  { kvlistValue: { values: [{ key: "__proto__", value: text("b") }] } },
  nested(20),
  nested(33),
  nested(40),
];

const NAMES = [
  "gen_ai.tool.name",
  "gen_ai.operation.name",
  "mcp.method.name",
  "mcp.tool.name",
  "user.id",
  "server.address",
  "gen_ai.tool.call.arguments",
  "error.type",
  "event.id",
  "",
  "__proto__",
];

const attribute = fc.record({
  key: fc.constantFrom(...NAMES),
  value: fc.oneof(fc.constantFrom(...VALUES), fc.constant(text("tools/call"))),
});

const hex = (length: number) =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => Buffer.from(bytes).toString("hex"));

const record = fc
  .record({
    trace: fc.oneof({ weight: 4, arbitrary: hex(16) }, hex(3), fc.constant("0".repeat(32))),
    span: fc.oneof({ weight: 4, arbitrary: hex(8) }, fc.constant("")),
    attributes: fc.uniqueArray(attribute, { maxLength: 3, selector: ({ key }) => key }),
    time: fc.constantFrom(`${Date.now()}000000`, "0", "18446744073709551615", "1"),
    isNamed: fc.boolean(),
  })
  .map(({ trace, span, attributes, time, isNamed }) => ({
    traceId: trace,
    spanId: span,
    attributes: isNamed
      ? [{ key: "gen_ai.tool.name", value: text("add_row") }, ...attributes]
      : attributes,
    timeUnixNano: time,
    startTimeUnixNano: time,
    status: { code: 2, message: "no" },
  }));

const LIST = {
  logs: ["resourceLogs", "scopeLogs", "logRecords"],
  traces: ["resourceSpans", "scopeSpans", "spans"],
};

const request = (signal: Signal) =>
  fc
    .tuple(fc.array(record, { maxLength: 5 }), fc.array(attribute, { maxLength: 2 }))
    .map(([records, attributes]) => {
      const [groups = "", scopes = "", items = ""] = LIST[signal];
      return {
        [groups]: [
          { resource: { attributes }, [scopes]: [{ scope: { name: "s" }, [items]: records }] },
        ],
      };
    });

const signals: readonly Signal[] = ["logs", "traces"];

const asJson = fc.constantFrom(...signals).chain((signal) =>
  request(signal)
    .chain((value) => changed(value, 9))
    .chain((value) => damaged(Buffer.from(JSON.stringify(value))))
    .map((body) => draft(signal, "application/json", body)),
);

const asProtobuf = fc.constantFrom(...signals).chain((signal) =>
  request(signal)
    .chain((value) => damaged(encodeOtlp(signal, value)))
    .map((body) => draft(signal, "application/x-protobuf", body)),
);

const anyBytes = fc
  .record({
    signal: fc.constantFrom(...signals),
    type: fc.constantFrom("application/x-protobuf", "application/json"),
    bytes: fc.uint8Array({ maxLength: 400 }),
  })
  .map(({ signal, type, bytes }) => draft(signal, type, Buffer.from(bytes)));

function draft(signal: Signal, contentType: string, body: Buffer): Draft {
  return { kind: "otlp", path: `/v1/${signal}`, contentType, body };
}

export const otlpDraft: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 4, arbitrary: asJson },
  { weight: 4, arbitrary: asProtobuf },
  { weight: 1, arbitrary: anyBytes },
);
