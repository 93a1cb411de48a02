// ContextForge (IBM/mcp-context-forge): its `tool.invoke` spans as JSON. Its service log and its
// SIEM events hold no tool calls.
import type { CallRecord, Outcome } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import {
  countOf,
  isJsonObject,
  labelsOf,
  objectOf,
  present,
  textOf,
  type JsonObject,
} from "./json-values";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const contextforge: Adapter = {
  format: "contextforge",
  title: "ContextForge tool spans",
  gatewayVersions: "ContextForge of 2026 (commit ecba50e, tool.invoke spans)",
  takesText: false,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "a ContextForge span is a JSON object" };
  if (!isJsonObject(raw.attributes)) return withoutAttributes(raw);
  if (raw.name !== "tool.invoke") return { ignored: "a span that is no tool call" };
  const { attributes } = raw;
  const context = objectOf(raw.context);
  const traceId = textOf(raw.trace_id ?? raw.traceId ?? context.trace_id);
  const spanId = textOf(raw.span_id ?? raw.spanId ?? context.span_id);
  const id = recordId({
    ...(traceId && { request: traceId }),
    ...(spanId && { part: spanId }),
    ...(fallbackId && { fallbackId }),
  });
  if ("unreadable" in id) return id;
  const time = recordTime(raw.start_time ?? raw.startTime ?? raw.timestamp, receivedAt);
  if ("unreadable" in time) return time;

  return acceptRecord({
    ...id,
    type: "tool.call",
    ...time,
    ...present({
      caller: callerOf(attributes),
      session: present({ id: textOf(attributes["session.id"]) }),
      server: present({
        name: textOf(attributes["tool.gateway_id"]) ?? textOf(attributes.server_id),
      }),
      tool: present({ name: textOf(attributes["tool.name"]) }),
      outcome: outcomeOf(attributes),
      trace: present({ traceId, spanId, requestId: textOf(attributes.correlation_id) }),
      labels: labelsOf({ integration: attributes["tool.integration_type"] }),
    } satisfies Partial<CallRecord>),
  });
}

function withoutAttributes(raw: JsonObject): Adapted {
  if ("levelname" in raw || "asctime" in raw) return { ignored: "a line of the service log" };
  if ("event_type" in raw && "severity" in raw) return { ignored: "a SIEM event, not a tool call" };
  if ("_meta" in raw) return { unreadable: "an identity without a call" };
  return { unreadable: "not a ContextForge span: it has no attributes" };
}

/** An e-mail address is ContextForge's own user id. */
function callerOf(attributes: JsonObject): CallRecord["caller"] {
  const sub = textOf(attributes["user.email"]) ?? textOf(attributes["user.id"]);
  const tenant = textOf(attributes["team.scope"]);
  return sub === undefined ? undefined : present({ evidence: "validated" as const, sub, tenant });
}

function outcomeOf(attributes: JsonObject): CallRecord["outcome"] {
  const { success } = attributes;
  const error = textOf(attributes["error.message"]);
  const status: Outcome =
    success === true ? "ok" : success === false || error !== undefined ? "error" : "unknown";
  const http = textOf(attributes["http.status_code"]);
  return present({
    status,
    code: status === "error" ? (textOf(attributes["error.type"]) ?? http) : undefined,
    message: error,
    durationMs: countOf(attributes["duration.ms"]),
  });
}
