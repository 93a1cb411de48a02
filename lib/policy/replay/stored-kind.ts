// Calls that no rule can tell apart but by their arguments, and the request that a gateway would
// have sent for them.
import type postgres from "postgres";
import type { EvaluationRequest } from "../request";

/** 0 stands for none. */
export type Kind = {
  callerId: number;
  clientId: number;
  sourceId: number;
  serverId: number;
  toolId: number;
  type: string;
  relation: string;
  /** JSON of the groups that a source asserts which is trusted for them. */
  groups: string | null;
};
export type Names = {
  iss: string | null;
  sub: string | null;
  client: string | null;
  server: string | null;
  tool: string | null;
  trusted: boolean;
};

export function kindKey(kind: Kind): string {
  const { callerId, clientId, sourceId, serverId, toolId, type, relation, groups } = kind;
  return [callerId, clientId, sourceId, serverId, toolId, type, relation, groups ?? ""].join("|");
}

/** The same key, made by the database: one column a call instead of eight. */
export function kindKeyOf(sql: postgres.Sql | postgres.TransactionSql) {
  return sql`concat_ws('|', coalesce(c.caller_id, 0), coalesce(c.client_id, 0), c.source_id,
    coalesce(c.server_id, 0), coalesce(c.tool_id, 0), c.type, c.relation,
    CASE WHEN s.groups_trusted THEN coalesce((c.facts::jsonb -> 'callerGroups')::text, '')
         ELSE '' END)`;
}

/** The columns of a `Kind`, of `call c` and `source s`. */
export function kindColumns(sql: postgres.Sql | postgres.TransactionSql) {
  return sql`
    coalesce(c.caller_id, 0) AS "callerId", coalesce(c.client_id, 0) AS "clientId",
    c.source_id AS "sourceId", coalesce(c.server_id, 0) AS "serverId",
    coalesce(c.tool_id, 0) AS "toolId", c.type, c.relation,
    CASE WHEN s.groups_trusted THEN (c.facts::jsonb -> 'callerGroups')::text END AS groups`;
}

const ACTIONS: Readonly<Record<string, { action: string; type: string }>> = {
  "tool.call": { action: "tools/call", type: "tool" },
  "resource.read": { action: "resources/read", type: "resource" },
  "prompt.get": { action: "prompts/get", type: "prompt" },
};

/** As `permissions.md` names the identity modes; the rest nobody can tell from a call. */
const RUN_AS: Readonly<Record<string, string>> = {
  same_person: "caller",
  delegated: "delegated",
  impersonated: "impersonated",
  service: "service",
};

/** Null where the call does not say what was asked for, or whoever asked was erased. */
export function requestOf(kind: Kind, names: Names, args?: unknown): EvaluationRequest | null {
  const asked = ACTIONS[kind.type];
  const { iss, sub, client, server, tool } = names;
  if (asked === undefined || tool === null || (kind.callerId !== 0 && sub === null)) return null;
  const groups: unknown = kind.groups === null ? undefined : JSON.parse(kind.groups);
  const runAs = RUN_AS[kind.relation];
  return {
    subject: {
      type: "user",
      id: sub ?? "unknown",
      properties: { ...(iss !== null && { iss }), ...(groups !== undefined && { groups }) },
    },
    action: { name: asked.action },
    resource: { type: asked.type, id: tool, ...(server !== null && { properties: { server } }) },
    context: {
      ...(client !== null && { agent: client }),
      ...(runAs !== undefined && { runAs }),
      ...(args !== undefined && { arguments: args }),
    },
  };
}
