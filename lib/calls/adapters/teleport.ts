// Teleport's audit events of MCP sessions: `mcp.session.start`, `.end`, `.request` and others.
import type { CallRecord, EventType } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { clientAddress } from "./client-address";
import { isJsonObject, objectOf, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";

export const teleport: Adapter = {
  format: "teleport",
  title: "Teleport audit log (MCP sessions)",
  gatewayVersions: "Teleport 18 (commit 3aa8b9d), codes TMCP001 and following",
  takesText: false,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "a Teleport audit event is a JSON object" };
  const event = textOf(raw.event);
  if (event === undefined) return { unreadable: "not a Teleport audit event: it has no event" };
  if (!event.startsWith("mcp.")) return { ignored: "an audit event of something else than MCP" };
  const message = objectOf(raw.message);
  const type = eventType(event, textOf(message.method));
  if (type === undefined) return { ignored: whyIgnored(textOf(message.method)) };
  const id = idOf(raw, message, fallbackId);
  if ("unreadable" in id) return id;
  const time = recordTime(raw.time, receivedAt);
  if ("unreadable" in time) return time;

  const params = objectOf(message.params);
  const requestedName = textOf(params.name) ?? textOf(params.uri);
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller: callerOf(raw),
      client: clientOf(params),
      session: present({ id: textOf(raw.sid) }),
      server: present({ name: textOf(raw.app_name), resource: textOf(raw.app_uri) }),
      tool: present({ name: requestedName, arguments: params.arguments ?? undefined }),
      outcome: outcomeOf(raw, type),
      network: present({
        clientIp: clientAddress(textOf(raw["addr.remote"])),
        userAgent: textOf(raw.user_agent),
      }),
    } satisfies Partial<CallRecord>),
  });
}

/** Teleport writes an event when a session starts, so its `initialize` request is not another. */
function whyIgnored(method: string | undefined): string {
  return method === "initialize" ? "initialize: its session has an event of its own" : NOT_A_CALL;
}

function eventType(event: string, method: string | undefined): EventType | undefined {
  if (event === "mcp.session.start") return "session.start";
  if (event === "mcp.session.end") return "session.end";
  if (event !== "mcp.session.request" || method === "initialize") return undefined;
  return mcpEventType(method);
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Some versions write `int64:0` as `uid` of every request: only a UUID is an id. */
function idOf(raw: JsonObject, message: JsonObject, fallbackId: string | undefined) {
  const uid = textOf(raw.uid);
  const sid = textOf(raw.sid);
  const index = textOf(raw.ei) ?? textOf(message.id);
  return recordId({
    ...(uid && UUID.test(uid) && { own: uid }),
    ...(sid && { request: sid }),
    ...(index && { part: index }),
    ...(fallbackId && { fallbackId }),
  });
}

function callerOf(raw: JsonObject): CallRecord["caller"] {
  const sub = textOf(raw.user);
  if (sub === undefined) return undefined;
  const impersonator = textOf(raw.impersonator);
  const token = impersonator === undefined ? undefined : { act: { sub: impersonator } };
  return { evidence: "validated", sub, ...(token && { token }) };
}

function clientOf(params: JsonObject): CallRecord["client"] {
  const info = objectOf(params.clientInfo);
  return present({ name: textOf(info.name), version: textOf(info.version) });
}

/** The last letter of the code: I for information, W for a warning, E for a failure. */
function outcomeOf(raw: JsonObject, type: EventType): CallRecord["outcome"] {
  const code = textOf(raw.code);
  const error = textOf(raw.error) ?? textOf(raw.message_error);
  const failed = code?.endsWith("E") === true || raw.success === false || error !== undefined;
  if (failed) return present({ status: "error" as const, code, message: error });
  // The event is written when the request is forwarded: how it ended is not in it.
  return type.startsWith("session.") ? undefined : { status: "unknown" };
}
