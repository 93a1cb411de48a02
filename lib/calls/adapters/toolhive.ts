// ToolHive audit events: `audit_id` + `logged_at` as its logger writes them today, and the
// older `metadata.auditId` + `loggedAt` + `target.resource_id`.
import type { CallRecord, Outcome } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { countOf, isJsonObject, objectOf, present, textOf, type JsonObject } from "./json-values";
import { recordId } from "./record-id";
import { recordTime } from "./record-time";
import { toolhivePayload } from "./toolhive-payload";
import { TOOLHIVE_CALLS, whyToolhiveIgnored } from "./toolhive-events";

export const toolhive: Adapter = {
  format: "toolhive",
  title: "ToolHive audit log",
  gatewayVersions: "ToolHive of 2025 (commit e25de16), and its older loggedAt shape",
  takesText: false,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "a ToolHive audit event is a JSON object" };
  const typeName = textOf(raw.type);
  if (typeName === undefined) return withoutType(raw);
  const type = Object.hasOwn(TOOLHIVE_CALLS, typeName) ? TOOLHIVE_CALLS[typeName] : undefined;
  if (type === undefined) {
    const why = whyToolhiveIgnored(typeName);
    return why ? { ignored: why } : { unreadable: "an event type that ToolHive does not have" };
  }

  const metadata = objectOf(raw.metadata);
  const source = objectOf(raw.source);
  const payload = toolhivePayload(raw.data);
  const requestId = textOf(objectOf(source.extra).request_id);
  const id = recordId({
    own: textOf(raw.audit_id) ?? textOf(metadata.auditId),
    request: requestId,
    part: payload.rpcId,
    fallbackId,
  });
  if ("unreadable" in id) return id;
  const time = recordTime(raw.logged_at ?? raw.loggedAt ?? raw.time, receivedAt);
  if ("unreadable" in time) return time;

  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller: callerOf(raw),
      client: clientOf(raw),
      session: present({ id: textOf(objectOf(source.extra).session_id) }),
      server: serverOf(raw, metadata),
      tool: present({ name: targetName(raw), arguments: payload.arguments }),
      outcome: outcomeOf(raw, metadata),
      result: payload.result,
      network: networkOf(source),
      trace: present({ requestId }),
    } satisfies Partial<CallRecord>),
  });
}

/** Other JSON that ToolHive prints or posts, so that its whole output can be sent here. */
function withoutType(raw: JsonObject): Adapted {
  if ("principal" in raw && "operation" in raw && "resource" in raw) {
    return { ignored: "a question to an authorisation service (PORC), not an audit event" };
  }
  if (typeof raw.msg === "string" && "level" in raw && !("audit_id" in raw)) {
    return { ignored: "a log line, not an audit event" };
  }
  return { unreadable: "not a ToolHive audit event: it has no type" };
}

function callerOf(raw: JsonObject): CallRecord["caller"] {
  const subjects = objectOf(raw.subjects);
  const user = textOf(subjects.user);
  const sub = textOf(subjects.user_id) ?? (user === "anonymous" ? undefined : user);
  if (sub === undefined) return undefined;
  return present({
    evidence: "validated" as const,
    sub,
    name: user === sub || user === "anonymous" ? undefined : user,
    email: user !== undefined && looksLikeEmail(user) ? user : undefined,
    token: present({ act: outermostActor(raw) }),
  });
}

function looksLikeEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** RFC 8693 section 4.1: the first of the chain is the current actor. */
function outermostActor(raw: JsonObject): { iss?: string; sub?: string } | undefined {
  const delegation = objectOf(raw.delegation);
  if (delegation.malformed === true || !Array.isArray(delegation.chain)) return undefined;
  const first = objectOf(delegation.chain[0]);
  return present({ iss: textOf(first.iss), sub: textOf(first.sub) });
}

function clientOf(raw: JsonObject): CallRecord["client"] {
  const subjects = objectOf(raw.subjects);
  return present({
    name: textOf(subjects.client_name),
    version: textOf(subjects.client_version),
  });
}

function serverOf(raw: JsonObject, metadata: JsonObject): CallRecord["server"] {
  const backend = textOf(objectOf(metadata.extra).backend_name) ?? textOf(metadata.backend_name);
  return present({ name: backend ?? textOf(raw.component) });
}

function targetName(raw: JsonObject): string | undefined {
  const target = objectOf(raw.target);
  return textOf(target.name) ?? textOf(target.resource_id) ?? textOf(target.uri);
}

const OUTCOME_OF: Readonly<Record<string, Outcome>> = {
  success: "ok",
  failure: "error",
  error: "error",
  denied: "denied",
  application_error: "error",
};

function outcomeOf(raw: JsonObject, metadata: JsonObject): CallRecord["outcome"] {
  const word = textOf(raw.outcome);
  const extra = objectOf(metadata.extra);
  const known =
    word !== undefined && Object.hasOwn(OUTCOME_OF, word) ? OUTCOME_OF[word] : undefined;
  return present({
    status: known ?? "unknown",
    code: word === undefined || word === "success" || word === known ? undefined : word,
    message: textOf(extra.jsonrpc_error_message),
    durationMs: countOf(extra.duration_ms) ?? countOf(metadata.duration_ms),
  });
}

function networkOf(source: JsonObject): CallRecord["network"] {
  return present({
    clientIp: source.type === "network" ? textOf(source.value) : undefined,
    userAgent: textOf(objectOf(source.extra).user_agent),
  });
}
