// OpenTelemetry logs and spans of MCP calls, as lib/calls/otlp/read-request.ts makes them readable.
// Old and new names of the GenAI and MCP conventions; anything else by the source's key mapping.
import type { CallRecord, EventType, Outcome } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { httpFailureCode, httpOutcome } from "./http-outcome";
import { countOf, isJsonObject, objectOf, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { parsedText } from "./parsed-text";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const otlp: Adapter = {
  format: "otlp",
  title: "OpenTelemetry logs and spans",
  gatewayVersions: "OTLP 1.x; GenAI and MCP semantic conventions 1.28 to 1.39",
  takesText: false,
  ceilings: { caller: "asserted", downstream: "observed" },
  adapt,
};

/** The first of the names that is there, in the record's attributes and then in the resource's. */
type Read = (...names: string[]) => unknown;

function adapt({ raw, receivedAt, fallbackId, trust }: AdapterInput): Adapted {
  if (!isJsonObject(raw) || (raw.signal !== "log" && raw.signal !== "span")) {
    return { unreadable: "not a log record or span of OpenTelemetry" };
  }
  const isSpan = raw.signal === "span";
  const read = reader(raw);
  const tool = textOf(
    read("gen_ai.tool.name", "mcp.tool.name", "mcp.resource.uri", "gen_ai.prompt.name"),
  );
  const type = eventType(read, tool);
  if (typeof type !== "string") return type;
  const traceId = textOf(raw.traceId);
  const spanId = textOf(raw.spanId);
  const own = textOf(read("event.id", "log.record.uid"));
  const id = recordId({
    ...(own && { own }),
    ...(isSpan && traceId && { request: traceId }),
    ...(isSpan && spanId && { part: spanId }),
    ...(fallbackId && { fallbackId }),
  });
  if ("unreadable" in id) return id;
  const time = recordTime(isSpan ? raw.startTime : (raw.time ?? raw.observedTime), receivedAt);
  if ("unreadable" in time) return time;

  const sub = textOf(read("user.id", "enduser.id"));
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller:
        sub === undefined
          ? undefined
          : present({
              evidence: trust.caller,
              sub,
              name: textOf(read("user.name", "user.full_name")),
              email: textOf(read("user.email")),
            }),
      client: present({
        name: textOf(read("mcp.client.name")),
        version: textOf(read("mcp.client.version")),
      }),
      session: present({ id: textOf(read("mcp.session.id", "session.id")) }),
      server: present({ name: textOf(read("mcp.server.name", "server.address")) }),
      tool: present({
        name: tool,
        arguments: parsedText(read("gen_ai.tool.call.arguments", "mcp.request.argument")),
      }),
      outcome: outcomeOf(raw, read),
      result: parsedText(read("gen_ai.tool.call.result")),
      network: present({
        clientIp: textOf(read("client.address")),
        userAgent: textOf(read("user_agent.original", "http.user_agent")),
      }),
      trace: present({
        traceId,
        spanId,
        requestId: textOf(read("jsonrpc.request.id", "mcp.request.id", "gen_ai.tool.call.id")),
      }),
    } satisfies Partial<CallRecord>),
  });
}

function reader(raw: JsonObject): Read {
  const attributes = objectOf(raw.attributes);
  const resource = objectOf(raw.resource);
  return (...names) => {
    for (const group of [attributes, resource]) {
      for (const name of names) {
        const value = Object.hasOwn(group, name) ? group[name] : undefined;
        if (value !== undefined && value !== null && value !== "") return value;
      }
    }
    return undefined;
  };
}

/** A tool's name alone is enough only where nothing says that it is about something else. */
function eventType(read: Read, tool: string | undefined): EventType | { ignored: string } {
  const method = textOf(read("mcp.method.name", "mcp.method", "rpc.method"));
  const isMcp = method !== undefined && /^[a-z]+(?:\/[a-z_/]+)?$/.test(method);
  if (isMcp) return mcpEventType(method) ?? { ignored: NOT_A_CALL };
  const operation = textOf(read("gen_ai.operation.name"));
  if (operation === "execute_tool") return "tool.call";
  if (operation !== undefined) return { ignored: "a request to a model, not an MCP call" };
  return tool === undefined
    ? { ignored: "neither an MCP method nor a tool is named" }
    : "tool.call";
}

const SPAN_OK = "1";
const SPAN_ERROR = "2";

function outcomeOf(raw: JsonObject, read: Read): CallRecord["outcome"] {
  const status = objectOf(raw.status);
  const http = countOf(read("http.response.status_code", "http.status_code"));
  const code = textOf(read("rpc.response.status_code", "rpc.jsonrpc.error_code", "error.type"));
  const failed = status.code === SPAN_ERROR || code !== undefined;
  const ended: Outcome = status.code === SPAN_OK ? "ok" : httpOutcome(http);
  return present({
    status: failed && httpOutcome(http) !== "denied" ? ("error" as const) : ended,
    code: code ?? httpFailureCode(http),
    message: textOf(status.message) ?? textOf(read("exception.message", "error.message")),
    durationMs: durationOf(raw),
  });
}

function durationOf(raw: JsonObject): number | undefined {
  const [start, end] = [raw.startTime, raw.endTime].map((time) =>
    typeof time === "string" ? Date.parse(time) : Number.NaN,
  );
  const duration = (end ?? Number.NaN) - (start ?? Number.NaN);
  return duration >= 0 ? duration : undefined;
}
