// The part of OTLP's messages that we read and answer (opentelemetry-proto 1.x): field numbers only.
import protobuf from "protobufjs/light.js";

const field = (type: string, id: number) => ({ type, id });
const list = (type: string, id: number) => ({ rule: "repeated" as const, type, id });

const root = protobuf.Root.fromJSON({
  nested: {
    AnyValue: {
      oneofs: {
        value: {
          oneof:
            "stringValue boolValue intValue doubleValue arrayValue kvlistValue bytesValue".split(
              " ",
            ),
        },
      },
      fields: {
        stringValue: field("string", 1),
        boolValue: field("bool", 2),
        intValue: field("int64", 3),
        doubleValue: field("double", 4),
        arrayValue: field("ArrayValue", 5),
        kvlistValue: field("KeyValueList", 6),
        bytesValue: field("bytes", 7),
      },
    },
    ArrayValue: { fields: { values: list("AnyValue", 1) } },
    KeyValueList: { fields: { values: list("KeyValue", 1) } },
    KeyValue: { fields: { key: field("string", 1), value: field("AnyValue", 2) } },
    Resource: { fields: { attributes: list("KeyValue", 1) } },
    Scope: { fields: { name: field("string", 1), version: field("string", 2) } },
    LogRecord: {
      fields: {
        timeUnixNano: field("fixed64", 1),
        severityNumber: field("int32", 2),
        severityText: field("string", 3),
        body: field("AnyValue", 5),
        attributes: list("KeyValue", 6),
        traceId: field("bytes", 9),
        spanId: field("bytes", 10),
        observedTimeUnixNano: field("fixed64", 11),
        eventName: field("string", 12),
      },
    },
    ScopeLogs: { fields: { scope: field("Scope", 1), logRecords: list("LogRecord", 2) } },
    ResourceLogs: { fields: { resource: field("Resource", 1), scopeLogs: list("ScopeLogs", 2) } },
    LogsRequest: { fields: { resourceLogs: list("ResourceLogs", 1) } },
    SpanStatus: { fields: { message: field("string", 2), code: field("int32", 3) } },
    Span: {
      fields: {
        traceId: field("bytes", 1),
        spanId: field("bytes", 2),
        parentSpanId: field("bytes", 4),
        name: field("string", 5),
        kind: field("int32", 6),
        startTimeUnixNano: field("fixed64", 7),
        endTimeUnixNano: field("fixed64", 8),
        attributes: list("KeyValue", 9),
        status: field("SpanStatus", 15),
      },
    },
    ScopeSpans: { fields: { scope: field("Scope", 1), spans: list("Span", 2) } },
    ResourceSpans: {
      fields: { resource: field("Resource", 1), scopeSpans: list("ScopeSpans", 2) },
    },
    TraceRequest: { fields: { resourceSpans: list("ResourceSpans", 1) } },
    LogsPartialSuccess: {
      fields: { rejectedLogRecords: field("int64", 1), errorMessage: field("string", 2) },
    },
    LogsResponse: { fields: { partialSuccess: field("LogsPartialSuccess", 1) } },
    TracePartialSuccess: {
      fields: { rejectedSpans: field("int64", 1), errorMessage: field("string", 2) },
    },
    TraceResponse: { fields: { partialSuccess: field("TracePartialSuccess", 1) } },
    RpcStatus: { fields: { code: field("int32", 1), message: field("string", 2) } },
  },
});

export type MessageName =
  | "LogsRequest"
  | "TraceRequest"
  | "LogsResponse"
  | "TraceResponse"
  | "RpcStatus";

export function messageType(name: MessageName): protobuf.Type {
  return root.lookupType(name);
}

/** The message as plain values: 64-bit integers as digits, bytes as they are. Throws when it is none. */
export function decodeMessage(name: MessageName, bytes: Uint8Array): unknown {
  const type = messageType(name);
  return type.toObject(type.decode(bytes), { longs: String });
}

export function encodeMessage(name: MessageName, value: Record<string, unknown>): Uint8Array {
  const type = messageType(name);
  return type.encode(type.fromObject(value)).finish();
}
