// One call as one line, in each format. The command line prints the same lines.
import { CSV_HEADER, csvCell, csvRow } from "../calls/csv-row";
import { inertJson, inertJsonText } from "../inert-json";
import type { ExportedCall, ExportedPayload } from "./exported-call";
import type { ExportFormat } from "./model";
import { ocsfEvent } from "./ocsf-event";

export type LineFormat = {
  mediaType: string;
  extension: string;
  /** The first line; null where there is none. */
  head: (withPayload: boolean) => string | null;
  /** Without the end of line. */
  line: (call: ExportedCall) => string;
  newline: string;
};

/** `version`: of this program, as an event names its product. */
export function lineFormat(format: ExportFormat, version: string): LineFormat {
  switch (format) {
    case "csv":
      return CSV;
    case "ndjson":
      return { ...JSON_LINES, line: ndjsonLine };
    case "ocsf":
      return { ...JSON_LINES, line: (call) => inertJson(ocsfEvent(call, version)) };
  }
}

const JSON_LINES = {
  mediaType: "application/x-ndjson; charset=utf-8",
  extension: "ndjson",
  head: () => null,
  newline: "\n",
};

const CSV: LineFormat = {
  mediaType: "text/csv; charset=utf-8; header=present",
  extension: "csv",
  head: (withPayload) =>
    withPayload
      ? `${CSV_HEADER},arguments,result,network,payload_redacted,payload_gone`
      : CSV_HEADER,
  line: ({ row, payload }) =>
    payload === null ? csvRow(row) : `${csvRow(row)},${payloadCells(payload)}`,
  // RFC 4180.
  newline: "\r\n",
};

function payloadCells({ redacted, missing, ...parts }: ExportedPayload): string {
  const text = (json: string | null) => (json === null ? null : inertJsonText(json));
  return [
    text(parts.arguments),
    text(parts.result),
    text(parts.network),
    redacted.map(({ part, path, rule }) => `${part}${path} (${rule})`).join("; "),
    missing.map(({ part, why, at }) => [part, why, at].filter(Boolean).join(" ")).join("; "),
  ]
    .map(csvCell)
    .join(",");
}

function ndjsonLine({ row, payload }: ExportedCall): string {
  return inertJson(payload === null ? row : { ...row, payload: parsedPayload(payload) });
}

/** Its parts as values: what is stored was written by JSON.stringify, so nothing is lost. */
function parsedPayload({ redacted, missing, ...parts }: ExportedPayload) {
  return {
    arguments: parsedPart(parts.arguments),
    result: parsedPart(parts.result),
    network: parsedPart(parts.network),
    redacted,
    missing,
  };
}

/** A stored part as a value; null where there is none. */
export function parsedPart(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
