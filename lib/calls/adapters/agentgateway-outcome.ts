// How a request through agentgateway ended, as its access log tells it.
import type { CallRecord, Outcome } from "../model";
import { durationMs } from "./duration-ms";
import { countOf, present, textOf, type JsonObject } from "./json-values";

export function agentgatewayOutcome(fields: JsonObject): CallRecord["outcome"] {
  const http = countOf(fields["http.status"]);
  const rpcCode = textOf(fields["mcp.error.code"]);
  const message = textOf(fields["mcp.error.message"]) ?? textOf(fields.error);
  const status = statusOf(http, rpcCode !== undefined || message !== undefined);
  const failed = status === "error" || status === "denied";
  return present({
    status,
    code: failed ? (rpcCode ?? textOf(fields.reason) ?? httpCode(http)) : undefined,
    message,
    durationMs: durationMs(fields.duration),
  });
}

function statusOf(http: number | undefined, hasError: boolean): Outcome {
  if (http === 401 || http === 403) return "denied";
  if (hasError || (http !== undefined && http >= 400)) return "error";
  return http === undefined ? "unknown" : "ok";
}

function httpCode(http: number | undefined): string | undefined {
  return http !== undefined && http >= 400 ? String(http) : undefined;
}
