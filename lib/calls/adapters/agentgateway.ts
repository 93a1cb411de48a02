// agentgateway access logs: a flat JSON object (`LOG_FORMAT=json`) or the text line.
// Keys that an operator added by CEL stay in the raw record.
import type { CallRecord, CallerEvidence, EventType } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { agentgatewayOutcome } from "./agentgateway-outcome";
import { parseAgentgatewayLine } from "./agentgateway-line";
import { clientAddress } from "./client-address";
import { isJsonObject, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const agentgateway: Adapter = {
  format: "agentgateway",
  title: "agentgateway access log",
  gatewayVersions: "agentgateway of 2025 (commit 75b4e6c), JSON and text",
  takesText: true,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt(input: AdapterInput): Adapted {
  const { raw } = input;
  if (typeof raw === "string") {
    const line = parseAgentgatewayLine(raw);
    if (!("fields" in line)) return line;
    // Text behind a value that the client chose may be the client's own: it claims no more.
    const forgeable = line.chosenByClient.has("jwt.sub");
    return fromFields(line.fields, forgeable ? "asserted" : "validated", input);
  }
  if (!isJsonObject(raw) || !looksLikeAccessLog(raw)) {
    return { unreadable: "not an agentgateway access-log line" };
  }
  const scope = textOf(raw.scope);
  if (scope !== undefined && scope !== "request") {
    return { ignored: "a log line of the gateway, not of a request" };
  }
  return fromFields(raw, "validated", input);
}

function looksLikeAccessLog(raw: JsonObject): boolean {
  return "scope" in raw || Object.keys(raw).some((key) => /^(?:http|mcp|a2a|gen_ai)\./.test(key));
}

function fromFields(fields: JsonObject, evidence: CallerEvidence, input: AdapterInput): Adapted {
  const method = textOf(fields["mcp.method.name"]) ?? textOf(fields["mcp.method"]);
  const type = eventType(fields, method);
  if (type === undefined) return { ignored: whyIgnored(fields, method) };

  const traceId = textOf(fields["trace.id"]);
  const spanId = textOf(fields["span.id"]);
  const rpcId = textOf(fields["mcp.request.id"]) ?? textOf(fields["jsonrpc.id"]);
  const id = recordId({ request: traceId, part: spanId ?? rpcId, fallbackId: input.fallbackId });
  if ("unreadable" in id) return id;
  const time = recordTime(fields.time ?? fields.timestamp, input.receivedAt);
  if ("unreadable" in time) return time;

  const sub = textOf(fields["jwt.sub"]);
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller: sub === undefined ? undefined : { evidence, sub },
      session: present({ id: textOf(fields["mcp.session.id"]) }),
      server: present({ name: textOf(fields["mcp.target"]) }),
      tool: present({ name: toolName(fields) }),
      outcome: agentgatewayOutcome(fields),
      network: present({ clientIp: clientAddress(textOf(fields["src.addr"])) }),
      trace: present({ traceId, spanId }),
    } satisfies Partial<CallRecord>),
  });
}

/** Records without a method name a tool only when one was called. */
function eventType(fields: JsonObject, method: string | undefined): EventType | undefined {
  if (method !== undefined) return mcpEventType(method);
  return toolName(fields) !== undefined && isTool(fields) ? "tool.call" : undefined;
}

function isTool(fields: JsonObject): boolean {
  return "gen_ai.tool.name" in fields || fields["mcp.resource.type"] === "tool";
}

/** `mcp.resource.name` is the older key, for a tool, a prompt or a resource. */
function toolName(fields: JsonObject): string | undefined {
  return textOf(fields["gen_ai.tool.name"]) ?? textOf(fields["mcp.resource.name"]);
}

function whyIgnored(fields: JsonObject, method: string | undefined): string {
  if (method !== undefined) return NOT_A_CALL;
  return "a2a.method" in fields ? "A2A traffic, not MCP" : "HTTP request without an MCP method";
}
