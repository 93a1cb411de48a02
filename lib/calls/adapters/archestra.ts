// Archestra's `mcp_tool_calls` rows, as its API (camelCase) and its database (snake_case) have them.
// The only gateway that says with whose credential it ran, though never for which subject.
import type { CallRecord, DownstreamKind } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { isJsonObject, labelsOf, objectOf, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const archestra: Adapter = {
  format: "archestra",
  title: "Archestra MCP tool calls",
  gatewayVersions: "Archestra of 2026 (commit 1c508e6; executed-as of pull request 6914)",
  takesText: false,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId, trust }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "an Archestra tool call is a JSON object" };
  const read = (camel: string, snake: string) => raw[camel] ?? raw[snake];
  const call = read("toolCall", "tool_call");
  const method = textOf(raw.method);
  if (method === undefined && !isJsonObject(call)) {
    return { unreadable: "not an Archestra tool call: it has neither method nor toolCall" };
  }
  const type = method === undefined ? "tool.call" : mcpEventType(method);
  if (type === undefined) return { ignored: NOT_A_CALL };
  const own = textOf(raw.id);
  const id = recordId({ ...(own && { own }), ...(fallbackId && { fallbackId }) });
  if ("unreadable" in id) return id;
  const time = recordTime(read("createdAt", "created_at"), receivedAt);
  if ("unreadable" in time) return time;

  const tool = objectOf(call);
  const result = read("toolResult", "tool_result");
  const sub = textOf(read("userId", "user_id"));
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller: sub === undefined ? undefined : { evidence: "validated" as const, sub },
      client: present({ id: textOf(read("agentId", "agent_id")) }),
      server: present({ name: textOf(read("mcpServerName", "mcp_server_name")) }),
      tool: present({ name: textOf(tool.name), arguments: tool.arguments ?? undefined }),
      downstream: downstreamOf(objectOf(result), trust),
      outcome: outcomeOf(result),
      result: result ?? undefined,
      trace: present({ requestId: textOf(tool.id) }),
      labels: labelsOf({ authMethod: read("authMethod", "auth_method") }),
    } satisfies Partial<CallRecord>),
  });
}

/**
 * A team's or the organisation's credential is a shared key. Headers that the caller brought are a
 * credential of the caller's own for the server, not the token that Archestra was called with.
 */
const KIND_OF: ReadonlyMap<string, DownstreamKind> = new Map([
  ["personal", "user_token"],
  ["caller_headers", "user_token"],
  ["team", "api_key"],
  ["org", "api_key"],
  ["idp_exchange", "exchanged_token"],
  ["idp_passthrough", "passthrough"],
  ["platform", "none"],
]);

function downstreamOf(result: JsonObject, trust: AdapterInput["trust"]): CallRecord["downstream"] {
  const word = textOf(objectOf(objectOf(result["_meta"]).archestraExecutedAs).kind);
  const kind = KIND_OF.get(word ?? "");
  if (word === undefined || kind === undefined) return undefined;
  const evidence = trust.downstream === "absent" ? "absent" : "observed";
  return { evidence, kind, obtainedBy: word };
}

function outcomeOf(result: unknown): CallRecord["outcome"] {
  if (!isJsonObject(result)) return { status: "unknown" };
  const message =
    textOf(result.error) ?? (result.isError === true ? textOf(result.content) : undefined);
  return present({
    status: result.isError === true ? ("error" as const) : ("ok" as const),
    message,
  });
}
