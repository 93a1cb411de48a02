// MCP Gateway & Registry: three audit streams in one format. Calls and token mints are events; the
// registry's own API traffic is not.
import type { CallRecord, Outcome } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { countOf, isJsonObject, objectOf, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const mcpGatewayRegistry: Adapter = {
  format: "mcp-gateway-registry",
  title: "MCP Gateway & Registry audit log",
  gatewayVersions: "mcp-gateway-registry of 2026 (commit 50add74, audit schema 1.0)",
  takesText: false,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt(input: AdapterInput): Adapted {
  const { raw } = input;
  if (!isJsonObject(raw)) return { unreadable: "an audit record is a JSON object" };
  switch (textOf(raw.log_type)) {
    case "mcp_server_access":
      return call(raw, input);
    case "token_mint":
      return mint(raw, input);
    case "registry_api_access":
      return { ignored: "a request to the registry's own API, not an MCP call" };
    default:
      return { unreadable: "not an audit record: log_type is missing or unknown" };
  }
}

function call(raw: JsonObject, input: AdapterInput): Adapted {
  const request = objectOf(raw.mcp_request);
  const type = mcpEventType(textOf(request.method));
  if (type === undefined) return { ignored: NOT_A_CALL };
  const place = placeOf(raw, input);
  if ("unreadable" in place) return place;

  const identity = objectOf(raw.identity);
  const server = objectOf(raw.mcp_server);
  const response = objectOf(raw.mcp_response);
  return acceptRecord({
    ...place,
    type,
    ...present({
      caller: callerOf(identity),
      client: present({ id: textOf(identity.app_id) }),
      session: present({ id: textOf(request.mcp_session_id) }),
      server: present({ name: textOf(server.name), resource: textOf(server.proxy_target) }),
      tool: present({ name: textOf(request.tool_name) ?? textOf(request.resource_uri) }),
      outcome: present({
        status: statusOf(textOf(response.status)),
        code: textOf(response.error_code),
        message: textOf(response.error_message),
        durationMs: countOf(response.duration_ms),
      }),
      trace: present({ requestId: textOf(raw.request_id), txn: textOf(raw.correlation_id) }),
    } satisfies Partial<CallRecord>),
  });
}

/** A mint that succeeded says as whom the call with this correlation id runs downstream. */
function mint(raw: JsonObject, input: AdapterInput): Adapted {
  const place = placeOf(raw, input);
  if ("unreadable" in place) return place;
  const status = statusOf(textOf(raw.outcome));
  const sub = subjectOf(raw);
  return acceptRecord({
    ...place,
    type: "token.mint",
    ...present({
      caller: callerOf(raw),
      client: present({ id: textOf(raw.app_id) }),
      server:
        raw.resource_type === "server" ? present({ name: textOf(raw.resource_id) }) : undefined,
      downstream:
        status !== "ok" || sub === undefined
          ? undefined
          : present({
              evidence: input.trust.downstream,
              kind: "user_token" as const,
              sub,
              tenant: textOf(raw.tenant_id),
              token: present({ scopes: listOf(raw.requested_scopes) }),
              obtainedBy: textOf(raw.token_path),
            }),
      outcome: present({ status, message: textOf(raw.failure_reason) }),
      trace: present({ requestId: textOf(raw.correlation_id) }),
    } satisfies Partial<CallRecord>),
  });
}

function placeOf(raw: JsonObject, { receivedAt, fallbackId }: AdapterInput) {
  const own = textOf(raw.request_id);
  const id = recordId({ ...(own && { own }), ...(fallbackId && { fallbackId }) });
  if ("unreadable" in id) return id;
  const time = recordTime(raw.timestamp, receivedAt);
  return "unreadable" in time ? time : { ...id, ...time };
}

/** `oid@tid` of Entra ID, else the token's own subject. A user name is a name and no more. */
function subjectOf(identity: JsonObject): string | undefined {
  return textOf(identity.canonical_id) ?? textOf(identity.subject);
}

function callerOf(identity: JsonObject): CallRecord["caller"] {
  const sub = subjectOf(identity);
  const name = textOf(identity.principal_name) ?? textOf(identity.username);
  if (sub === undefined && name === undefined) return undefined;
  return present({
    evidence: "validated" as const,
    sub,
    name: name === sub ? undefined : name,
    groups: listOf(identity.groups),
    tenant: textOf(identity.tenant_id),
    token: present({ scopes: listOf(identity.scopes), clientId: textOf(identity.app_id) }),
  });
}

function listOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.flatMap((one) => textOf(one) ?? []);
  return texts.length > 0 ? texts : undefined;
}

const STATUS_OF: ReadonlyMap<string, Outcome> = new Map([
  ["success", "ok"],
  ["error", "error"],
  ["failure", "error"],
  ["denied", "denied"],
  ["timeout", "timeout"],
]);

function statusOf(word: string | undefined): Outcome {
  return STATUS_OF.get(word ?? "") ?? "unknown";
}
