// A call as the question that its gateway would ask: what is stored of it, and nothing guessed.
import type { EvaluationRequest } from "../policy/request";
import type { CallRecord } from "./model";
import type { Relation } from "../identity/model";
import type { Envelope } from "./stored-record";

/** What its own decision recorded of the question. */
export type Stated = { client: string | null; runAs: string | null };

const ACTIONS = {
  "tool.call": { action: "tools/call", type: "tool" },
  "resource.read": { action: "resources/read", type: "resource" },
  "prompt.get": { action: "prompts/get", type: "prompt" },
} as const;

/** As gateways name it; other relations are no mode of theirs. */
const RUN_AS: Partial<Record<Relation, string>> = {
  same_person: "caller",
  delegated: "delegated",
  service: "service",
};

export type CallQuestion =
  | { request: EvaluationRequest; client: string | undefined; runAs: string | undefined }
  | { missing: "no_caller" | "no_tool" };

/** `stated` is null where the call names no decision: its own facts then say what they can. */
export function callQuestion(
  record: CallRecord,
  envelope: Envelope,
  relation: Relation,
  stated: Stated | null,
): CallQuestion {
  const { caller, server, tool, downstream, type } = record;
  if (caller?.iss === undefined || caller.sub === undefined) return { missing: "no_caller" };
  if (tool?.name === undefined || !isCallType(type)) return { missing: "no_tool" };
  const proven = envelope.client?.evidence === "validated" ? record.client?.id : undefined;
  const client = stated === null ? proven : (stated.client ?? undefined);
  const runAs = stated === null ? RUN_AS[relation] : (stated.runAs ?? undefined);
  const { action, type: resourceType } = ACTIONS[type];
  const request = {
    subject: {
      type: "user",
      id: caller.sub,
      properties: { iss: caller.iss, ...(caller.groups && { groups: caller.groups }) },
    },
    action: { name: action },
    resource: {
      type: resourceType,
      id: tool.name,
      ...(server?.name !== undefined && { properties: { server: server.name } }),
    },
    context: {
      ...(client !== undefined && { agent: client }),
      ...(runAs !== undefined && { runAs }),
      ...(tool.definitionSha256 !== undefined && { definitionSha256: tool.definitionSha256 }),
      ...(downstream?.credential?.id !== undefined && {
        downstream: { credential: downstream.credential.id },
      }),
    },
  };
  return { request, client, runAs };
}

function isCallType(type: string): type is keyof typeof ACTIONS {
  return Object.hasOwn(ACTIONS, type);
}
