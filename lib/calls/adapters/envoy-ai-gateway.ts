// Envoy AI Gateway: Envoy's access log as JSON, whose keys the operator chooses; these are the
// documented ones. A user is in it only under a key of the operator's own: see adapt-mapped.ts.
import type { CallRecord } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { clientAddress } from "./client-address";
import { httpFailureCode, httpOutcome } from "./http-outcome";
import { countOf, isJsonObject, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const envoyAiGateway: Adapter = {
  format: "envoy-ai-gateway",
  title: "Envoy AI Gateway access log",
  gatewayVersions: "Envoy AI Gateway of 2025 (commit c217da8, documented JSON keys)",
  takesText: false,
  ceilings: { caller: "asserted", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "an Envoy access-log record is a JSON object" };
  const method = textOf(raw["mcp.method.name"]);
  if (method === undefined) return withoutMethod(raw);
  const type = mcpEventType(method);
  if (type === undefined) return { ignored: NOT_A_CALL };
  const requestId = textOf(raw["x-request-id"]);
  const rpcId = textOf(raw["jsonrpc.request.id"]);
  const id = recordId({
    ...(requestId && { request: requestId }),
    ...(rpcId && { part: rpcId }),
    ...(fallbackId && { fallbackId }),
  });
  if ("unreadable" in id) return id;
  const time = recordTime(raw.start_time, receivedAt);
  if ("unreadable" in time) return time;

  const status = countOf(raw.response_code);
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      session: present({ id: textOf(raw["mcp.session.id"]) }),
      server: present({ name: textOf(raw["mcp.provider.name"]) ?? textOf(raw.upstream_cluster) }),
      tool: present({ name: textOf(raw["mcp.tool.name"]) }),
      outcome: present({
        status: httpOutcome(status),
        code: httpFailureCode(status),
        message: textOf(raw.upstream_transport_failure_reason),
        durationMs: countOf(raw.duration),
      }),
      network: present({
        clientIp: clientAddress(textOf(raw.downstream_remote_address)),
        userAgent: textOf(raw["user-agent"]),
      }),
      trace: present({ requestId }),
    } satisfies Partial<CallRecord>),
  });
}

/** A log of the same Envoy also holds the traffic to models, and probes. */
function withoutMethod(raw: JsonObject): Adapted {
  if (textOf(raw["gen_ai.request.model"]) !== undefined) {
    return { ignored: "a request to a model, not MCP" };
  }
  const isAccessLog = "response_code" in raw || "mcp.method.name" in raw || "start_time" in raw;
  return isAccessLog
    ? { ignored: "HTTP request without an MCP method" }
    : { unreadable: "not an Envoy access-log record" };
}
