// Obot's MCP audit log: the export's documented shape (snake_case) and the stored struct
// (camelCase). Its audit of requests to models comes through the same export and is no MCP call.
import type { CallRecord, Outcome } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { httpFailureCode, httpOutcome } from "./http-outcome";
import { countOf, isJsonObject, objectOf, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { parsedText } from "./parsed-text";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const obot: Adapter = {
  format: "obot",
  title: "Obot MCP audit log",
  gatewayVersions: "Obot of 2026 (commit ba10ff7, audit log export)",
  takesText: false,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "an Obot audit record is a JSON object" };
  const read = (camel: string, snake: string) => raw[camel] ?? raw[snake];
  const method = textOf(read("callType", "call_type"));
  if (method === undefined) {
    return "modelProvider" in raw || "targetModel" in raw
      ? { ignored: "a request to a model, not an MCP call" }
      : { unreadable: "not an Obot MCP audit record: it has no call type" };
  }
  const type = mcpEventType(method);
  if (type === undefined) return { ignored: NOT_A_CALL };
  const own = textOf(raw.id);
  const id = recordId({ ...(own && { own }), ...(fallbackId && { fallbackId }) });
  if ("unreadable" in id) return id;
  const time = recordTime(read("createdAt", "timestamp"), receivedAt);
  if ("unreadable" in time) return time;

  const sub = textOf(read("userID", "user_id"));
  const request = bodyOf(read("requestBody", "request_body"));
  const params = objectOf(objectOf(request).params ?? request);
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller: sub === undefined ? undefined : { evidence: "validated" as const, sub },
      client: present({
        name: textOf(read("clientName", "client_name")) ?? textOf(objectOf(raw.client).name),
        version:
          textOf(read("clientVersion", "client_version")) ?? textOf(objectOf(raw.client).version),
      }),
      session: present({ id: textOf(read("sessionID", "session_id")) }),
      server: present({
        name: textOf(read("mcpServerDisplayName", "mcp_server")) ?? textOf(read("mcpID", "mcp_id")),
      }),
      tool: present({
        name: textOf(read("callIdentifier", "call_identifier")) ?? textOf(params.name),
        arguments: params.arguments ?? undefined,
      }),
      outcome: outcomeOf(raw),
      result: bodyOf(read("responseBody", "response_body")) ?? undefined,
      network: present({
        clientIp: textOf(read("clientIP", "client_ip")),
        userAgent: textOf(read("userAgent", "user_agent")),
      }),
      trace: present({ requestId: textOf(read("requestID", "request_id")) }),
    } satisfies Partial<CallRecord>),
  });
}

/** A body is kept as JSON, or as a string that holds some. */
function bodyOf(body: unknown): unknown {
  return body === "" ? undefined : parsedText(body);
}

/** `success` in the documentation, an HTTP status in the stored record. */
function outcomeOf(raw: JsonObject): CallRecord["outcome"] {
  const stated = raw.responseStatus ?? raw.response_status;
  const http = countOf(stated);
  const error = textOf(raw.error);
  const word: Outcome | undefined =
    stated === "success" ? "ok" : stated === "error" || stated === "failure" ? "error" : undefined;
  return present({
    status: word ?? (error !== undefined && http === undefined ? "error" : httpOutcome(http)),
    code: httpFailureCode(http),
    message: error,
    durationMs: countOf(raw.processingTimeMs) ?? countOf(raw.processing_time_ms),
  });
}
