// What is reported of a call and of a list of tools: Onbehalf's native record.
import { randomUUID } from "node:crypto";
import type { Caller } from "./caller";
import type { Verdict } from "./decide";
import type { Settings } from "./settings";
import type { ToolDefinition } from "./tool-definitions";

/** Of the methods that are calls; the others leave no event. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["tools/call", "tool.call"],
  ["resources/read", "resource.read"],
  ["prompts/get", "prompt.get"],
]);

/** A call that was asked about, on its way. */
export type OpenCall = {
  caller: Caller;
  client: { name?: string; version?: string };
  sessionId: string | undefined;
  method: string;
  params: Readonly<Record<string, unknown>>;
  definition: ToolDefinition | undefined;
  verdict: Verdict;
  /** Milliseconds since the epoch. */
  startedAt: number;
};

export type Outcome = {
  status: "ok" | "error" | "denied" | "unknown";
  code?: string;
  message?: string;
};

export type CallEvent = {
  id: string;
  type: string;
  time: string;
  tool?: { name: unknown; arguments?: unknown; definitionSha256?: string | undefined };
  result?: unknown;
} & Readonly<Record<string, unknown>>;

/** Undefined for what is no call. `result` is what the server answered. */
export function callEvent(
  { server, downstream }: Settings,
  call: OpenCall,
  outcome: Outcome,
  result?: unknown,
): CallEvent | undefined {
  const type = TYPES.get(call.method);
  if (type === undefined) return undefined;
  const { caller, client, sessionId, params, definition, verdict, startedAt } = call;
  const { iss, sub, kind, credential } = downstream;
  return {
    id: randomUUID(),
    type,
    time: new Date(startedAt).toISOString(),
    caller: {
      evidence: "validated",
      iss: caller.iss,
      sub: caller.sub,
      groups: caller.groups,
      token: { aud: [caller.aud], clientId: caller.client_id },
    },
    client: { id: caller.client_id, ...client },
    session: { id: sessionId },
    server: { name: server.name, resource: server.resource },
    tool: {
      name: params["name"] ?? params["uri"],
      arguments: params["arguments"],
      definitionSha256: definition?.sha256,
    },
    // Configured: nobody but the server can say whom the credential stands for.
    ...(outcome.status !== "denied" && {
      downstream: { evidence: "configured", iss, sub, kind, credential: { id: credential } },
    }),
    authorization: authorizationOf(verdict),
    ...(verdict.approvalId !== undefined && { approval: { id: verdict.approvalId } }),
    outcome: { ...outcome, durationMs: Date.now() - startedAt },
    result,
  };
}

/** Lists come in pages: `cursor` is the one that this page was asked with. */
export function listEvent(
  { server }: Settings,
  result: unknown,
  cursor: string | undefined,
): CallEvent {
  return {
    id: randomUUID(),
    type: "tools.list",
    time: new Date().toISOString(),
    server: { name: server.name, resource: server.resource },
    list: { cursor },
    result,
  };
}

function authorizationOf({ allowed, decision }: Verdict) {
  const { id, reason, policyVersion, ruleIds = [] } = decision?.context ?? {};
  const effect = reason === "approval_required" ? "ask" : "deny";
  return {
    decision: allowed ? "allow" : effect,
    decisionId: id,
    policyVersion,
    ruleId: ruleIds[0],
    reason,
  };
}
