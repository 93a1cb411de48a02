// Pomerium's authorize log with the MCP fields selected. It says who asked and whether it was
// allowed, before the request is forwarded: how the call ended is not in it.
import type { CallRecord } from "../model";
import { acceptRecord } from "./accept-record";
import type { Adapted, Adapter, AdapterInput } from "./adapter";
import { epochTime, recordTime } from "./record-time";
import { isJsonObject, objectOf, present, textOf, type JsonObject } from "./json-values";
import { mcpEventType, NOT_A_CALL } from "./mcp-method";
import { recordId } from "./record-id";

export const pomerium: Adapter = {
  format: "pomerium",
  title: "Pomerium authorize log",
  gatewayVersions: "Pomerium of 2026 (commit c8ace10), with mcp-method and mcp-tool selected",
  takesText: false,
  ceilings: { caller: "validated", downstream: "observed" },
  adapt,
};

function adapt({ raw, receivedAt, fallbackId }: AdapterInput): Adapted {
  if (!isJsonObject(raw)) return { unreadable: "a Pomerium log record is a JSON object" };
  if (raw.message !== "authorize check" && raw.service !== "authorize") {
    return "service" in raw && "level" in raw
      ? { ignored: "a log line of another part of Pomerium" }
      : { unreadable: "not an authorize check: neither its message nor its service says so" };
  }
  const method = textOf(raw["mcp-method"]);
  if (method === undefined) return { ignored: "an authorize check of plain HTTP, not MCP" };
  const type = mcpEventType(method);
  if (type === undefined) return { ignored: NOT_A_CALL };
  const own = textOf(raw["request-id"]);
  const id = recordId({ ...(own && { own }), ...(fallbackId && { fallbackId }) });
  if ("unreadable" in id) return id;
  const time = recordTime(epochTime(raw.time) ?? raw.time, receivedAt);
  if ("unreadable" in time) return time;

  const denied = raw.deny === true || raw.allow === false;
  return acceptRecord({
    ...id,
    type,
    ...time,
    ...present({
      caller: callerOf(raw),
      session: present({ id: textOf(raw["mcp-session-id"]) ?? textOf(raw["session-id"]) }),
      server: present({ name: textOf(raw.host) ?? textOf(raw["route-id"]) }),
      tool: present({
        name: textOf(raw["mcp-tool"]),
        arguments: raw["mcp-tool-parameters"] ?? undefined,
      }),
      authorization: {
        decision: denied ? ("deny" as const) : ("allow" as const),
        ...present({ reason: reasonOf(raw, denied) }),
      },
      outcome: { status: denied ? ("denied" as const) : ("unknown" as const) },
      network: present({ clientIp: textOf(raw.ip) }),
      trace: present({ requestId: own }),
    } satisfies Partial<CallRecord>),
  });
}

/**
 * Whoever impersonates acts, and so does a service account for the user that it belongs to:
 * Pomerium's policy and the upstream see the other one, for whom the request counts.
 */
function callerOf(raw: JsonObject): CallRecord["caller"] {
  const account = textOf(raw["service-account-id"]);
  const user = textOf(raw.user);
  const impersonated = textOf(raw["impersonate-user-id"]);
  const sub = impersonated ?? user ?? account;
  if (sub === undefined) return undefined;
  const actor = [account, user].find((one) => one !== undefined && one !== sub);
  const claims = objectOf(raw["id-token-claims"]);
  return present({
    evidence: "validated" as const,
    iss: claims.sub === sub ? textOf(claims.iss) : undefined,
    sub,
    email: textOf(raw[impersonated ? "impersonate-email" : "email"]),
    token: actor === undefined ? undefined : { act: { sub: actor } },
  });
}

function reasonOf(raw: JsonObject, denied: boolean): string | undefined {
  const list = denied ? [raw["deny-why-true"], raw["allow-why-false"]] : [raw["allow-why-true"]];
  const words = list.flat().flatMap((one) => textOf(one) ?? []);
  return words.length > 0 ? words.join(", ") : undefined;
}
