// An OTLP export request, in either encoding, as one readable record for each log or span.
import { createHash } from "node:crypto";
import { canonicalJson } from "../../ledger/canonical-json";
import { isJsonObject, objectOf, present, textOf, type JsonObject } from "../adapters/json-values";
import { textProblem, inspectValue } from "../frames/event-limits";
import { EVENTS_LIMIT } from "../frames/limits";
import { scanJson } from "../frames/json-scan";
import { decodeUtf8 } from "../frames/text-lines";
import { decodeMessage } from "./messages";
import { listOf, plainAttributes, plainValue, UnusableValue } from "./plain-value";

export type Signal = "logs" | "traces";
export type Encoding = "json" | "protobuf";

/** `retryId`: equal for the same record sent again, since a log has no id of its own. */
export type OtlpItem = { raw: JsonObject; retryId: string } | { broken: string; text: string };

export type OtlpRequest = { items: OtlpItem[] } | { error: { status: 400 | 413; message: string } };

/** Never throws; a record that breaks a limit is a broken item, only a body that is no request an error. */
export function readOtlp(signal: Signal, encoding: Encoding, body: Uint8Array): OtlpRequest {
  const request = encoding === "json" ? readJson(body) : readProtobuf(signal, body);
  if (request === undefined) {
    return { error: { status: 400, message: `the body is no OTLP ${signal} request` } };
  }
  const found = signal === "logs" ? logRecords(request) : spans(request);
  const items: OtlpItem[] = [];
  for (const read of found) {
    if (items.length === EVENTS_LIMIT) {
      const message = `the request holds more than ${EVENTS_LIMIT} records`;
      return { error: { status: 413, message } };
    }
    items.push(itemOf(read));
  }
  return { items };
}

function readJson(body: Uint8Array): JsonObject | undefined {
  const text = decodeUtf8(body);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    // Two members of one name: which of them a reader takes is anybody's guess.
    return isJsonObject(value) && !scanJson(text).repeatsName ? value : undefined;
  } catch {
    return undefined;
  }
}

function readProtobuf(signal: Signal, body: Uint8Array): JsonObject | undefined {
  try {
    const decoded = decodeMessage(signal === "logs" ? "LogsRequest" : "TraceRequest", body);
    return isJsonObject(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

type Read = () => JsonObject;

function* logRecords(request: JsonObject): Generator<Read> {
  for (const one of listOf(request.resourceLogs)) {
    const group = objectOf(one);
    for (const inner of listOf(group.scopeLogs)) {
      const scoped = objectOf(inner);
      for (const record of listOf(scoped.logRecords)) {
        yield () => logRecord(objectOf(record), group, scoped);
      }
    }
  }
}

function* spans(request: JsonObject): Generator<Read> {
  for (const one of listOf(request.resourceSpans)) {
    const group = objectOf(one);
    for (const inner of listOf(group.scopeSpans)) {
      const scoped = objectOf(inner);
      for (const record of listOf(scoped.spans)) {
        yield () => span(objectOf(record), group, scoped);
      }
    }
  }
}

function logRecord(record: JsonObject, group: JsonObject, scoped: JsonObject): JsonObject {
  return {
    signal: "log",
    ...present({
      time: instant(record.timeUnixNano),
      observedTime: instant(record.observedTimeUnixNano),
      severity: textOf(record.severityText) ?? severityNumber(record.severityNumber),
      traceId: hexId(record.traceId),
      spanId: hexId(record.spanId),
      eventName: textOf(record.eventName),
      body: plainValue(record.body),
      ...around(record, group, scoped),
    }),
  };
}

function span(record: JsonObject, group: JsonObject, scoped: JsonObject): JsonObject {
  const status = objectOf(record.status);
  return {
    signal: "span",
    ...present({
      name: textOf(record.name),
      startTime: instant(record.startTimeUnixNano),
      endTime: instant(record.endTimeUnixNano),
      traceId: hexId(record.traceId),
      spanId: hexId(record.spanId),
      parentSpanId: hexId(record.parentSpanId),
      kind: record.kind === 0 ? undefined : textOf(record.kind),
      status: present({
        code: status.code === 0 ? undefined : textOf(status.code),
        message: textOf(status.message),
      }),
      ...around(record, group, scoped),
    }),
  };
}

function around(record: JsonObject, group: JsonObject, scoped: JsonObject) {
  const scope = objectOf(scoped.scope);
  return {
    attributes: present(plainAttributes(record.attributes)),
    resource: present(plainAttributes(objectOf(group.resource).attributes)),
    scope: present({ name: textOf(scope.name), version: textOf(scope.version) }),
  };
}

function itemOf(read: Read): OtlpItem {
  try {
    const raw = read();
    const text = JSON.stringify(raw);
    const problem = textProblem(text) ?? inspectValue(raw).problem;
    return problem === undefined ? { raw, retryId: retryId(raw) } : { broken: problem, text };
  } catch (error) {
    if (!(error instanceof UnusableValue)) throw error;
    return { broken: error.message, text: "" };
  }
}

/** A retry brings the same record; only when it was observed may differ, where it has a time. */
function retryId(raw: JsonObject): string {
  const { observedTime: _observed, ...rest } = raw;
  const same = raw.time === undefined ? raw : rest;
  return createHash("sha256").update(canonicalJson(same)).digest("hex");
}

/** 16 or 8 bytes, in hex in JSON. All zeros stand for none. */
function hexId(value: unknown): string | undefined {
  const text = value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
  if (typeof text !== "string" || !/^(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{16})$/.test(text)) {
    return undefined;
  }
  return /^0+$/.test(text) ? undefined : text.toLowerCase();
}

function severityNumber(value: unknown): string | undefined {
  return value === 0 ? undefined : textOf(value);
}

const NANOSECONDS = /^\d{1,19}$/;

/** Nanoseconds since the epoch as RFC 3339 with nine digits; 0 stands for none. */
function instant(value: unknown): string | undefined {
  const digits = typeof value === "number" ? String(value) : value;
  if (typeof digits !== "string" || !NANOSECONDS.test(digits) || /^0+$/.test(digits)) {
    return undefined;
  }
  const padded = digits.padStart(10, "0");
  const milliseconds = Number(padded.slice(0, -6));
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${padded.slice(-6)}Z`;
}
