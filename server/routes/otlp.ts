// OTLP/HTTP: logs and traces in both encodings, answered as the protocol has it.
import { z } from "zod";
import type { IngestResult } from "../../lib/calls/ingest-status";
import { encodeMessage } from "../../lib/calls/otlp/messages";
import type { Signal } from "../../lib/calls/otlp/find-records";
import { type Encoding, readOtlp } from "../../lib/calls/otlp/read-request";
import { routeRecords } from "../../lib/calls/otlp/route-records";
import { DomainError } from "../../lib/errors";
import type { KeyHolder } from "../../lib/sources/verify-key";
import { readBody } from "../http/read-body";
import { byFormat, receiveItems } from "../http/receive-items";
import { route, type RouteInput } from "../http/route";

const shared = {
  method: "POST",
  role: "gate",
  access: { kind: "key", scopes: ["events:write", "evidence:write"] },
  response: z.object({
    partialSuccess: z
      .object({
        rejectedLogRecords: z.string().optional(),
        rejectedSpans: z.string().optional(),
        errorMessage: z.string(),
      })
      .optional(),
  }),
  failure,
} as const;

export const otlpRoutes = [
  route({
    ...shared,
    path: "/v1/logs",
    summary: "OpenTelemetry logs, as JSON or protobuf",
    handle: (input) => receive(input, "logs"),
  }),
  route({
    ...shared,
    path: "/v1/traces",
    summary: "OpenTelemetry spans, as JSON or protobuf",
    handle: (input) => receive(input, "traces"),
  }),
];

async function receive(
  { container, request, who }: RouteInput<unknown, unknown, unknown, KeyHolder>,
  signal: Signal,
): Promise<Response> {
  const encoding = encodingOf(request);
  if (encoding === undefined) {
    const message = "Send Content-Type: application/x-protobuf or application/json.";
    throw new DomainError("unsupported_media", message);
  }
  const results = await receiveItems(container, request, who, async () => {
    const read = readOtlp(signal, encoding, await readBody(request));
    if ("error" in read) {
      const { status, message } = read.error;
      throw new DomainError(status === 413 ? "too_large" : "unreadable", message);
    }
    return byFormat(routeRecords(read.items, who.source.format));
  });
  return answer(signal, encoding, results);
}

function encodingOf(request: Request): Encoding | undefined {
  const type = request.headers.get("content-type") ?? "";
  if (/^application\/(?:x-)?protobuf\b/i.test(type)) return "protobuf";
  return /^application\/json\b/i.test(type) ? "json" : undefined;
}

/** What went to quarantine is rejected to the exporter, which must not send it again. */
function answer(signal: Signal, encoding: Encoding, results: readonly IngestResult[]): Response {
  const refused = results.filter(({ status }) => status === "quarantined" || status === "conflict");
  const name = signal === "logs" ? "LogsResponse" : "TraceResponse";
  if (refused.length === 0) return encoded(encoding, name, {}, 200);
  const reasons = [...new Set(refused.map(({ reason }) => reason ?? "refused"))].slice(0, 3);
  const rejected = signal === "logs" ? "rejectedLogRecords" : "rejectedSpans";
  const partialSuccess = {
    [rejected]: String(refused.length),
    errorMessage: `kept in quarantine: ${reasons.join("; ")}`,
  };
  return encoded(encoding, name, { partialSuccess }, 200);
}

/** google.rpc.Status in the request's encoding, with the HTTP status of the problem. */
async function failure(problem: Response, request: Request): Promise<Response> {
  const { detail } = z.object({ detail: z.string() }).parse(await problem.json());
  const status = { code: RPC_CODES[problem.status] ?? UNKNOWN, message: detail };
  const response = encoded(encodingOf(request) ?? "json", "RpcStatus", status, problem.status);
  for (const name of ["retry-after", "www-authenticate"]) {
    const value = problem.headers.get(name);
    if (value !== null) response.headers.set(name, value);
  }
  return response;
}

/** google.rpc.Code by HTTP status. */
const RPC_CODES: Record<number, number> = {
  400: 3, // invalid argument
  401: 16, // unauthenticated
  403: 7, // permission denied
  413: 3,
  415: 3,
  429: 8, // resource exhausted
  500: 13, // internal
  503: 14, // unavailable
};
const UNKNOWN = 2;

function encoded(
  encoding: Encoding,
  name: "LogsResponse" | "TraceResponse" | "RpcStatus",
  value: Record<string, unknown>,
  status: number,
): Response {
  if (encoding === "json") return Response.json(value, { status });
  return new Response(Buffer.from(encodeMessage(name, value)), {
    status,
    headers: { "content-type": "application/x-protobuf" },
  });
}
