// A call as an event of OCSF 1.8, class API Activity (6003). docs/export.md has the table. Where the
// class has no field for it, what we know stands in `unmapped`, in our own words.
import { isIP } from "node:net";
import type { CallType, DecisionEffect, Outcome } from "../calls/model";
import { decodeCallId } from "../calls/public-id";
import type { Identity } from "../calls/view";
import { parseInstant } from "../identity/instant";
import type { Severity, Verdict } from "../identity/model";
import type { ExportedCall, ExportedPayload } from "./exported-call";

const CLASS_UID = 6003;

export function ocsfEvent({ row, payload }: ExportedCall, productVersion: string) {
  const type = TYPES[row.type];
  const action = row.decision === null ? {} : ACTIONS[row.decision];
  const tool = [row.server, row.tool].filter((name) => name !== null).join("/");
  return {
    category_uid: 6,
    category_name: "Application Activity",
    class_uid: CLASS_UID,
    class_name: "API Activity",
    type_uid: CLASS_UID * 100 + type.activity_id,
    type_name: `API Activity: ${type.activity_id === 99 ? "Other" : type.activity_name}`,
    activity_id: type.activity_id,
    activity_name: type.activity_name,
    time: Math.floor(parseInstant(row.time) / 1000),
    timezone_offset: 0,
    ...(row.durationMs !== null && { duration: Math.round(row.durationMs) }),
    ...SEVERITY[row.severity],
    ...STATUS[row.outcome],
    status_code: row.outcome,
    ...action,
    is_alert: ALERTS.has(row.verdict),
    message: `${type.operation} ${tool || "of an unnamed tool"}: ${row.verdict}`,
    metadata: {
      version: "1.8.0",
      product: { name: "Onbehalf", vendor_name: "Onbehalf", version: productVersion },
      profiles: ["security_control", "trace"],
      uid: row.id,
      ...(row.index !== null && { sequence: row.index }),
      ...originalId(row.id),
      log_provider: row.source.name,
      ...(row.traceId !== null && { correlation_uid: row.traceId }),
    },
    actor: {
      user: userOf(row.caller.identity),
      ...(row.session !== null && { session: { uid: row.session } }),
      ...(row.client?.id != null && { app_uid: row.client.id }),
      ...(row.client?.name != null && { app_name: row.client.name }),
      ...(row.decision !== null && { authorizations: [{ decision: row.decision }] }),
    },
    api: {
      operation: type.operation,
      ...(row.server !== null && { service: { name: row.server } }),
      ...(payload?.arguments != null && {
        request: { uid: row.id, data: objectOf(payload.arguments) },
      }),
      ...(payload?.result != null && { response: { data: objectOf(payload.result) } }),
    },
    resources: [
      {
        name: row.tool ?? "unknown",
        uid: tool || "unknown",
        type: type.resource,
        ...(row.server !== null && { namespace: row.server }),
        role_id: 1,
        role: "Target",
        ...(row.ranAs.identity !== null && {
          owner: {
            ...userOf(row.ranAs.identity),
            ...(row.ranAs.credential && { credential_uid: row.ranAs.credential.fingerprint }),
          },
        }),
      },
    ],
    src_endpoint: endpointOf(row.client?.name ?? row.client?.id ?? "unknown", payload),
    ...userAgentOf(payload),
    ...(row.traceId !== null && { trace: { uid: row.traceId } }),
    unmapped: {
      time: row.time,
      verdict: row.verdict,
      relation: row.relation,
      flags: row.flags,
      decision: row.decision,
      approval: row.approvalId,
      source: row.source,
      client: row.client,
      caller: row.caller,
      ran_as: row.ranAs,
      ...(payload && {
        payload: { redacted: payload.redacted, missing: payload.missing },
      }),
    },
  };
}

/** What a tool does nobody knows from its name: only reads are known to be reads. */
const TYPES = {
  "tool.call": {
    activity_id: 99,
    activity_name: "Call",
    operation: "tools/call",
    resource: "mcp_tool",
  },
  "resource.read": {
    activity_id: 2,
    activity_name: "Read",
    operation: "resources/read",
    resource: "mcp_resource",
  },
  "prompt.get": {
    activity_id: 2,
    activity_name: "Read",
    operation: "prompts/get",
    resource: "mcp_prompt",
  },
} as const satisfies Record<CallType, unknown>;

const SEVERITY = {
  none: { severity_id: 1, severity: "Informational" },
  low: { severity_id: 2, severity: "Low" },
  medium: { severity_id: 3, severity: "Medium" },
  high: { severity_id: 4, severity: "High" },
  critical: { severity_id: 5, severity: "Critical" },
} as const satisfies Record<Severity, unknown>;

const FAILURE = { status_id: 2, status: "Failure" } as const;
const STATUS = {
  ok: { status_id: 1, status: "Success" },
  error: FAILURE,
  denied: FAILURE,
  timeout: FAILURE,
  unknown: { status_id: 0, status: "Unknown" },
} as const satisfies Record<Outcome, unknown>;

const ACTIONS = {
  allow: { action_id: 1, action: "Allowed", disposition_id: 1, disposition: "Allowed" },
  deny: { action_id: 2, action: "Denied", disposition_id: 2, disposition: "Blocked" },
  ask: { action_id: 99, action: "Held for approval" },
} as const satisfies Record<DecisionEffect, unknown>;

const ALERTS: ReadonlySet<Verdict> = new Set(["mismatch", "contradicted"]);

/** As the schema has it; another is in `unmapped` only. */
const EMAIL = /^[\w!#$%&'*+/=?^`{|}~.,:;<-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+$/;

/** An identity that nobody established is said to be unknown, not guessed. */
function userOf(identity: Identity | null) {
  if (identity === null) return { name: "unknown", type_id: 0, type: "Unknown" };
  const { principal, person, name, email } = identity;
  const shown = name ?? person?.name ?? null;
  return {
    uid: principal?.sub ?? identity.id,
    uid_alt: identity.id,
    ...(principal && { domain: principal.iss }),
    ...(shown !== null && { name: shown }),
    ...(email !== null && EMAIL.test(email) && { email_addr: email }),
    ...(person && {
      account: { uid: person.id, ...(person.name !== null && { name: person.name }) },
    }),
    type_id: person ? 1 : 0,
    type: person ? "User" : "Unknown",
  };
}

function originalId(id: string) {
  const key = decodeCallId(id);
  return key === null ? {} : { original_event_uid: key.eventId };
}

/** The address is part of the payload: without it the calling application stands for its endpoint. */
function endpointOf(application: string, payload: ExportedPayload | null) {
  const ip = memberOf(payload, "clientIp");
  return { svc_name: application, ...(ip !== null && isIP(ip) > 0 && { ip }) };
}

function userAgentOf(payload: ExportedPayload | null) {
  const agent = memberOf(payload, "userAgent");
  return agent === null ? {} : { http_request: { user_agent: agent } };
}

function memberOf(payload: ExportedPayload | null, name: "clientIp" | "userAgent"): string | null {
  if (payload === null || payload.network === null) return null;
  const network: unknown = JSON.parse(payload.network);
  if (typeof network !== "object" || network === null) return null;
  const found = Object.entries(network).find(([key]) => key === name)?.[1];
  return typeof found === "string" ? found : null;
}

/** `data` of a request or an answer is an object: anything else becomes the `value` of one. */
function objectOf(json: string): unknown {
  const value: unknown = JSON.parse(json);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? value : { value };
}
