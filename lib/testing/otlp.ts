import type { Signal } from "../calls/otlp/find-records";
import { encodeMessage } from "../calls/otlp/messages";

/** An OTLP request as protobuf, from the form that it has in JSON. */
export function encodeOtlp(signal: Signal, request: Record<string, unknown>): Buffer {
  const name = signal === "logs" ? "LogsRequest" : "TraceRequest";
  return Buffer.from(encodeMessage(name, idsAsBytes(request)));
}

/** OTLP's JSON has ids in hex, where protobuf has their bytes. */
export function idsAsBytes(group: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(group).map(([key, value]) => {
      const isId = /^(?:traceId|spanId|parentSpanId)$/.test(key) && typeof value === "string";
      return [key, isId ? Buffer.from(value, "hex") : inner(value)];
    }),
  );
}

function inner(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inner);
  return typeof value === "object" && value !== null ? idsAsBytes({ ...value }) : value;
}
