// Kuadrant MCP Gateway: the audit log that its Envoy writes, one JSON object a request. User and
// agent are what the client put into its baggage; "-" stands for what is missing.
import { parseStrictJson } from "../frames/strict-json";
import type { CallRecord } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { httpFailureCode, httpOutcome } from "./http-outcome";
import { countOf, isJsonObject, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";
import { readTraceparent } from "./traceparent";

export const kuadrant: Adapter = {
  format: "kuadrant",
  title: "Kuadrant MCP Gateway audit log",
  gatewayVersions: "Kuadrant MCP Gateway of 2026 (commit 0bf7c0e, docs/guides/auditing.md)",
  takesText: false,
  ceilings: { caller: "asserted", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId, trust }: AdapterInput): Adapted {
  if (!isJsonObject(raw) || !("mcp_method" in raw)) {
    return { unreadable: "not a Kuadrant audit record: it has no mcp_method" };
  }
  const method = valueOf(raw.mcp_method);
  if (method === undefined) return { ignored: "HTTP request without an MCP method" };
  const type = mcpEventType(method);
  if (type === undefined) return { ignored: NOT_A_CALL };
  const requestId = valueOf(raw.request_id);
  // One message a request since MCP 2025-06-18, so that the request's id is the call's.
  const id = recordId({ ...(requestId && { own: requestId }), ...(fallbackId && { fallbackId }) });
  if ("unreadable" in id) return id;
  const time = recordTime(valueOf(raw.timestamp), receivedAt);
  if ("unreadable" in time) return time;

  const sub = valueOf(raw.mcp_user_id);
  const status = countOf(raw.response_code);
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller: sub === undefined ? undefined : { evidence: trust.caller, sub },
      client: present({ id: valueOf(raw.mcp_agent_id) }),
      session: present({ id: valueOf(raw.mcp_session_id) }),
      server: present({ name: valueOf(raw.mcp_server_name) }),
      tool: present({
        name: valueOf(raw.mcp_tool_name),
        arguments: argumentsOf(valueOf(raw.mcp_tool_params)),
      }),
      outcome: present({
        status: httpOutcome(status),
        code: httpFailureCode(status),
        durationMs: countOf(raw.duration_ms),
      }),
      trace: present({ ...readTraceparent(valueOf(raw.traceparent)), requestId }),
    } satisfies Partial<CallRecord>),
  });
}

function valueOf(value: JsonObject[string]): string | undefined {
  const text = textOf(value);
  return text === "-" ? undefined : text;
}

/** JSON in a string that the gateway cuts at 1,024 bytes: what does not parse any more is kept as cut. */
function argumentsOf(params: string | undefined): unknown {
  if (params === undefined) return undefined;
  const parsed = parseStrictJson(params);
  if ("value" in parsed) return parsed.value;
  return parsed.syntax ? { truncated: params } : params;
}
