// Requests that are small to send and large to read: over every limit of size, count and depth.
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { BODY_LIMIT, EVENTS_LIMIT, INFLATED_LIMIT } from "../../../lib/calls/frames/limits";
import type { Draft } from "./draft";

const JSON_TYPE = "application/json";
const LINES = "application/x-ndjson";
const PROTOBUF = "application/x-protobuf";
const EVENTS = "/api/v1/events/native";

/** As long as an inflated body may be, and one more. */
function filled(unit: string, before = "", after = ""): string {
  return (
    before + unit.repeat((INFLATED_LIMIT - before.length - after.length) / unit.length) + after
  );
}

/** A length-delimited field of protobuf. */
function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...varint(content.length)]), content]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}

/** Empty messages of this field, as many as fit, inside these fields. */
function crowd(number: number, ...around: number[]): Buffer {
  const all = Buffer.alloc(INFLATED_LIMIT - 64, field(number, Buffer.alloc(0)));
  return around.reduceRight<Buffer>((content, outer) => field(outer, content), all);
}

const event = (id: number) =>
  JSON.stringify({ id: `bomb-${id}`, type: "tools.list", time: new Date().toISOString() });
const events = (count: number) => Array.from({ length: count }, (_, n) => event(n));
/** 64 events, each as large as one may be, of nothing but small values. */
const dense = () =>
  Array.from(
    { length: 63 },
    (_, n) => `${event(n).slice(0, -1)},"result":[${"0,".repeat(127_000)}0]}`,
  );

type Bomb = [kind: string, path: string, contentType: string, body: () => string | Buffer];

const INFLATED: readonly Bomb[] = [
  ["zeros", EVENTS, JSON_TYPE, () => "\0".repeat(INFLATED_LIMIT * 4)],
  ["deep arrays", EVENTS, JSON_TYPE, () => filled("[")],
  ["deep objects", "/api/v1/events/toolhive", JSON_TYPE, () => filled('{"a":')],
  ["empty lines", EVENTS, LINES, () => filled("\n")],
  ["short lines", EVENTS, LINES, () => filled("{}\n")],
  ["short elements", EVENTS, JSON_TYPE, () => filled("{},", "[", "{}]")],
  ["text lines", "/api/v1/events/agentgateway", "text/plain", () => filled("a=b c=d ")],
  ["quotes", EVENTS, JSON_TYPE, () => filled('\\"', '[{"a":"', '"}]')],
  ["dense events", EVENTS, LINES, () => dense().join("\n")],
  ["most events", EVENTS, LINES, () => events(EVENTS_LIMIT).join("\n")],
  ["one event too many", EVENTS, JSON_TYPE, () => `[${events(EVENTS_LIMIT + 1).join(",")}]`],
  ["cloudevents", EVENTS, "application/cloudevents-batch+json", () => filled("{},", "[", "{}]")],
  ["cloudevent", EVENTS, "application/cloudevents+json", () => filled("[", '{"data":')],
  ["json resources", "/v1/logs", JSON_TYPE, () => filled("{},", '{"resourceLogs":[', "{}]}")],
  ["json numbers", "/v1/traces", JSON_TYPE, () => filled("1,", '{"resourceSpans":[', "1]}")],
  ["json depth", "/v1/traces", JSON_TYPE, () => filled("[", '{"resourceSpans":')],
  ["json body depth", "/v1/logs", JSON_TYPE, deepBody],
  ["pb resources", "/v1/logs", PROTOBUF, () => crowd(1)],
  ["pb records", "/v1/logs", PROTOBUF, () => crowd(2, 1, 2)],
  ["pb attributes", "/v1/traces", PROTOBUF, () => crowd(9, 1, 2, 2)],
  ["pb body", "/v1/logs", PROTOBUF, () => crowd(1, 1, 2, 2, 5, 5)],
  ["pb unknown", "/v1/logs", PROTOBUF, () => Buffer.alloc(INFLATED_LIMIT, Buffer.of(0x78, 1))],
  ["pb groups", "/v1/logs", PROTOBUF, () => Buffer.alloc(INFLATED_LIMIT, 0x0b)],
  ["pb shared resource", "/v1/logs", PROTOBUF, sharedResource],
];

/** A body nested 100,000 deep, which a record may not be. */
function deepBody(): string {
  const levels = 100_000;
  const open = '{"arrayValue":{"values":['.repeat(levels);
  const record = `{"body":${open}${"]}}".repeat(levels)}}`;
  return `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${record}]}]}]}`;
}

/** 1,000 records under one resource of 200 KB: each of them would carry it. */
function sharedResource(): Buffer {
  const value = field(1, Buffer.alloc(200 * 1024, "x"));
  const attribute = Buffer.concat([field(1, Buffer.from("k")), field(2, value)]);
  const records = Buffer.alloc(2 * EVENTS_LIMIT, field(2, Buffer.alloc(0)));
  return field(1, Buffer.concat([field(1, field(1, attribute)), field(2, records)]));
}

/** Sent as they are. */
const PLAIN: readonly Bomb[] = [
  ["body too large", EVENTS, JSON_TYPE, () => " ".repeat(BODY_LIMIT + 1)],
  ["otlp too large", "/v1/logs", PROTOBUF, () => " ".repeat(BODY_LIMIT + 1)],
  ["event too large", EVENTS, JSON_TYPE, () => `["${"x".repeat(BODY_LIMIT - 4)}"]`],
  ["depth", EVENTS, JSON_TYPE, () => `[${"[".repeat(100_000)}${"]".repeat(100_000)}]`],
];

function draftOf([kind, path, contentType, body]: Bomb, isGzip: boolean): () => Draft {
  let made: Draft | undefined;
  return () => {
    const plain = Buffer.from(body());
    made ??= {
      kind: `bomb: ${kind}`,
      path,
      contentType,
      ...(isGzip && { headers: { "content-encoding": "gzip" } }),
      body: isGzip ? gzipSync(plain) : plain,
    };
    return made;
  };
}

const makers = [
  ...INFLATED.map((bomb) => draftOf(bomb, true)),
  ...PLAIN.map((bomb) => draftOf(bomb, false)),
];

/** Each is made when it is first drawn, and kept. */
export const bombDraft: fc.Arbitrary<Draft> = fc.constantFrom(...makers).map((make) => make());
