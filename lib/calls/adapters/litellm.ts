// LiteLLM's StandardLoggingPayload, as its callbacks and object-store loggers write it. Only
// payloads with `mcp_tool_call_metadata` are MCP calls; the others are requests to models.
import type { CallRecord, Outcome } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { countOf, isJsonObject, objectOf, present, textOf, type JsonObject } from "./json-values";
import { recordId } from "./record-id";
import { epochTime, recordTime } from "./record-time";

export const litellm: Adapter = {
  format: "litellm",
  title: "LiteLLM standard logging payload",
  gatewayVersions: "LiteLLM of 2025 (StandardLoggingPayload with mcp_tool_call_metadata)",
  takesText: false,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw) || !isJsonObject(raw.metadata)) {
    return { unreadable: "not a LiteLLM logging payload: it has no metadata" };
  }
  const { metadata } = raw;
  if (!isJsonObject(metadata.mcp_tool_call_metadata)) {
    return { ignored: "a request to a model, not an MCP call" };
  }
  const call = metadata.mcp_tool_call_metadata;
  const own = textOf(raw.id) ?? textOf(raw.litellm_call_id);
  const id = recordId({ ...(own && { own }), ...(fallbackId && { fallbackId }) });
  if ("unreadable" in id) return id;
  const time = recordTime(epochTime(raw.startTime) ?? raw.startTime, receivedAt);
  if ("unreadable" in time) return time;

  return acceptRecord({
    ...id,
    type: "tool.call",
    ...time,
    ...present({
      caller: callerOf(metadata),
      server: present({ name: textOf(call.mcp_server_name) }),
      tool: present({
        name: textOf(call.name) ?? textOf(call.namespaced_tool_name),
        arguments: call.arguments ?? undefined,
      }),
      outcome: outcomeOf(raw),
      result: call.result ?? undefined,
      network: present({
        clientIp: textOf(metadata.requester_ip_address),
        userAgent: textOf(metadata.user_agent),
      }),
      trace: present({ requestId: textOf(raw.trace_id) }),
    } satisfies Partial<CallRecord>),
  });
}

/** LiteLLM checked the API key; a key may belong to a user, to a team alone, or to nobody. */
function callerOf(metadata: JsonObject): CallRecord["caller"] {
  const sub = textOf(metadata.user_api_key_user_id);
  const hash = textOf(metadata.user_api_key_hash);
  const email = textOf(metadata.user_api_key_user_email);
  const team = textOf(metadata.user_api_key_team_id);
  const known = present({
    sub,
    email,
    groups: team === undefined ? undefined : [team],
    tenant: textOf(metadata.user_api_key_org_id),
    token: present({ sha256: hash !== undefined && SHA_256.test(hash) ? hash : undefined }),
  });
  return known && { evidence: "validated", ...known };
}

const SHA_256 = /^[0-9a-f]{64}$/;

function outcomeOf(raw: JsonObject): CallRecord["outcome"] {
  const { status } = raw;
  const word: Outcome = status === "success" ? "ok" : status === "failure" ? "error" : "unknown";
  const seconds = countOf(raw.response_time);
  const error = objectOf(raw.error_information);
  return present({
    status: word,
    code: textOf(error.error_class) ?? textOf(error.error_code),
    message: textOf(error.error_message) ?? textOf(raw.error_str),
    durationMs: seconds === undefined ? undefined : seconds * 1000,
  });
}
