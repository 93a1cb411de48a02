// OTLP/HTTP: logs and traces in both encodings, answered as the protocol has it.
import { z } from "zod";
import type { IngestResult } from "../../lib/calls/ingest-status";
import { encodeMessage } from "../../lib/calls/otlp/messages";
import { type Encoding, readOtlp, type Signal } from "../../lib/calls/otlp/read-request";
import { routeRecords } from "../../lib/calls/otlp/route-records";
import { DomainError } from "../../lib/errors";
import type { KeyHolder } from "../../lib/sources/verify-key";
import { problemOf } from "../http/problem";
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

type Input = RouteInput<unknown, unknown, unknown, KeyHolder>;

async function receive(input: Input, signal: Signal): Promise<Response> {
  const type = input.request.headers.get("content-type") ?? "";
  const encoding: Encoding = /^application\/(?:x-)?protobuf\b/i.test(type) ? "protobuf" : "json";
  try {
    if (encoding === "json" && !/^application\/json\b/i.test(type)) {
      const message = "Send Content-Type: application/x-protobuf or application/json.";
      throw new DomainError("unsupported_media", message);
    }
    const results = await receiveItems(input.container, input.request, input.who, async () => {
      const request = readOtlp(signal, encoding, await readBody(input.request));
      if ("error" in request) {
        const { status, message } = request.error;
        throw new DomainError(status === 413 ? "too_large" : "unreadable", message);
      }
      return byFormat(routeRecords(request.items, input.who.source.format));
    });
    return answer(signal, encoding, results);
  } catch (error) {
    return failure(encoding, problemOf(error, input.requestId, input.container.log));
  }
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

/** google.rpc.Status in the request's encoding, with the HTTP status and Retry-After of the problem. */
async function failure(encoding: Encoding, problem: Response): Promise<Response> {
  const { detail } = z.object({ detail: z.string() }).parse(await problem.json());
  const code = RPC_CODES[problem.status] ?? 13;
  const response = encoded(encoding, "RpcStatus", { code, message: detail }, problem.status);
  const retryAfter = problem.headers.get("retry-after");
  if (retryAfter !== null) response.headers.set("retry-after", retryAfter);
  return response;
}

/** gRPC: invalid argument, resource exhausted, unavailable; 13 is internal. */
const RPC_CODES: Record<number, number> = { 400: 3, 413: 3, 415: 3, 429: 8, 503: 14 };

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
