// W3C Trace Context: `00-<32 hex>-<16 hex>-<2 hex>`.
import type { CallRecord } from "../model";

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-|$)/;

/** Trace and span of a valid header; nothing of an invalid one, which could be anybody's text. */
export function readTraceparent(text: string | undefined): CallRecord["trace"] {
  const [, traceId, spanId] = TRACEPARENT.exec(text ?? "") ?? [];
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId };
}
