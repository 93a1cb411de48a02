import type { IngestItem } from "../adapt-items";
import { findAdapter } from "../adapters/registry";
import { isJsonObject } from "../adapters/json-values";
import { readJsonItem } from "../frames/read-item";
import type { OtlpItem } from "./read-request";

/** Formats whose gateways export their calls as spans that the format's own adapter reads. */
const SPAN_FORMATS = new Set(["contextforge"]);

export type RoutedItem = { format: string; item: IngestItem };

/**
 * What each record is read as. A source whose format is a gateway's own may send that gateway's
 * records in the bodies of its logs; everything else is read by OpenTelemetry's conventions.
 */
export function routeRecords(items: readonly OtlpItem[], sourceFormat: string): RoutedItem[] {
  return items.map((one, n) => {
    const position = `record ${n}`;
    if ("broken" in one) {
      return {
        format: "otlp",
        item: { content: { broken: one.broken, text: one.text }, position },
      };
    }
    const own = ownRecord(one.raw, sourceFormat);
    const raw = own ?? one.raw;
    return {
      format: own === undefined ? "otlp" : sourceFormat,
      item: { content: { raw }, position, fallbackId: one.retryId },
    };
  });
}

function ownRecord(raw: Record<string, unknown>, format: string): unknown {
  if (format === "native" || format === "otlp" || findAdapter(format) === undefined) {
    return undefined;
  }
  if (raw["signal"] === "span") return SPAN_FORMATS.has(format) ? raw : undefined;
  const body = raw["body"];
  if (isJsonObject(body)) return body;
  if (typeof body !== "string" || !body.trimStart().startsWith("{")) return undefined;
  const parsed = readJsonItem(body.trim());
  return "raw" in parsed ? parsed.raw : undefined;
}
