// Kong AI Gateway: a file-log or http-log record with `ai.mcp`. One HTTP request may carry several
// JSON-RPC messages; a record is one call, so that exactly one of them has to be one.
import type { CallRecord } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { httpFailureCode, httpOutcome } from "./http-outcome";
import { countOf, isJsonObject, objectOf, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { recordId } from "./record-id";
import { epochMillisecondsTime, recordTime } from "./record-time";

export const kong: Adapter = {
  format: "kong",
  title: "Kong AI Gateway log",
  gatewayVersions: "Kong Gateway 3.12 and 3.13 (AI MCP proxy, ACL audit)",
  takesText: false,
  ceilings: { caller: "asserted", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId, trust }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "a Kong log record is a JSON object" };
  const mcp = objectOf(objectOf(raw.ai).mcp);
  if (!Array.isArray(mcp.rpc)) return withoutRpc(raw);
  const messages = mcp.rpc.map(objectOf);
  const events = messages.filter((one) => mcpEventType(textOf(one.method)) !== undefined);
  if (events.length > 1) return { unreadable: "several MCP calls in one log record" };
  const [rpc] = events;
  const type = mcpEventType(textOf(rpc?.method));
  if (rpc === undefined || type === undefined) return { ignored: NOT_A_CALL };

  const request = objectOf(raw.request);
  const requestId = textOf(request.id);
  const rpcId = textOf(rpc.id);
  const id = recordId({
    ...(requestId && { request: requestId }),
    ...(rpcId && { part: rpcId }),
    ...(fallbackId && { fallbackId }),
  });
  if ("unreadable" in id) return id;
  const time = recordTime(epochMillisecondsTime(raw.started_at), receivedAt);
  if ("unreadable" in time) return time;

  const tool = textOf(rpc.tool_name) ?? textOf(rpc.resource_uri) ?? textOf(rpc.prompt_name);
  const audit = auditOf(mcp.audit, tool);
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller: callerOf(objectOf(audit.consumer), objectOf(raw.consumer), trust),
      session: present({ id: textOf(mcp.session_id) ?? textOf(mcp.mcp_session_id) }),
      server: present({
        name: textOf(objectOf(raw.service).name) ?? textOf(objectOf(raw.route).name),
      }),
      tool: present({ name: tool }),
      authorization: decisionOf(audit),
      outcome: outcomeOf(rpc, raw, audit),
      network: present({
        clientIp: textOf(raw.client_ip),
        userAgent: textOf(objectOf(request.headers)["user-agent"]),
      }),
      trace: present({ requestId }),
    } satisfies Partial<CallRecord>),
  });
}

function withoutRpc(raw: JsonObject): Adapted {
  const isLog = "request" in raw || "latencies" in raw || "service" in raw || "ai" in raw;
  return isLog
    ? { ignored: "an HTTP request without MCP messages" }
    : { unreadable: "not a Kong log record" };
}

/** The access-control entry of this tool; of the only entry, where the tool is not named. */
function auditOf(audit: unknown, tool: string | undefined): JsonObject {
  const entries = Array.isArray(audit) ? audit.map(objectOf) : [];
  const named = entries.find((one) => tool !== undefined && one.primitive_name === tool);
  return named ?? (entries.length === 1 ? objectOf(entries[0]) : {});
}

/** A consumer is an application, or a whole group of them: never a person, and only as asserted. */
function callerOf(
  audited: JsonObject,
  consumer: JsonObject,
  trust: AdapterInput["trust"],
): CallRecord["caller"] {
  const name = textOf(audited.name) ?? textOf(consumer.username);
  if (audited.identifier === "consumer_group") {
    return name === undefined ? undefined : { evidence: "asserted", groups: [name] };
  }
  const sub = textOf(audited.id) ?? textOf(consumer.id);
  return sub === undefined ? undefined : present({ evidence: trust.caller, sub, name });
}

function decisionOf(audit: JsonObject): CallRecord["authorization"] {
  if (audit.action === "allow") return { decision: "allow" };
  return audit.action === "deny" ? { decision: "deny" } : undefined;
}

function outcomeOf(rpc: JsonObject, raw: JsonObject, audit: JsonObject): CallRecord["outcome"] {
  const http = countOf(objectOf(raw.response).status);
  const error = textOf(rpc.error);
  const status = audit.action === "deny" ? "denied" : error ? "error" : httpOutcome(http);
  return present({
    status,
    code: textOf(rpc.error_code) ?? httpFailureCode(http),
    message: error,
    durationMs: countOf(rpc.latency) ?? countOf(objectOf(raw.latencies).request),
  });
}
