import type postgres from "postgres";
import type { DimensionCache } from "../calls/dimension-cache";
import { principalKey, resolvePrincipals } from "../calls/dimensions";
import { ensurePartitions, weekStart } from "../calls/partitions";
import type { DecisionRecord } from "./model";

/**
 * Writes the decisions; those that are there already stay as they are. A refusal is left for the
 * worker as well, which looks whether its call ran. Tools are only looked up:
 * a name in a question is no tool that was seen.
 */
export async function storeDecisions(
  sql: postgres.Sql,
  cache: DimensionCache,
  decisions: readonly DecisionRecord[],
): Promise<void> {
  const weeks = [...new Set(decisions.map(({ at }) => weekStart(at)))];
  await ensurePartitions(sql, weeks, cache.weeks);
  const callers = decisions.map(({ caller }) => ({ ...caller, name: undefined, email: undefined }));
  const principals = await resolvePrincipals(sql, cache, callers);
  const rows = decisions.map(({ caller, tool, ...one }) => ({
    ...one,
    at: new Date(one.at).toISOString(),
    caller: principals.get(principalKey(caller))?.id ?? null,
    server: tool?.server ?? null,
    tool: tool?.name ?? null,
  }));
  await sql`
    WITH made AS (
      INSERT INTO decision (occurred_at, id, source_id, caller_id, client, action, server_id, tool_id,
                          resource, run_as, effect, would, reason, rule_ids, policy_version,
                          retry_after, request_id, block_ids)
    SELECT d.at, d.id, d."sourceId", d.caller, d.client, d.action, s.id, t.id, d.resource, d."runAs",
           d.effect, d.would, d.reason, d."ruleIds", d."policyVersion", d."retryAfter", d."requestId",
             d."blockIds"
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
      AS d(at timestamptz, id text, "sourceId" int, caller int, client text, action text,
           server text, tool text, resource text, "runAs" text, effect text, would text, reason text,
           "ruleIds" text[], "policyVersion" int, "retryAfter" int, "requestId" text, "blockIds" text[])
    LEFT JOIN server s ON s.name = d.server
    LEFT JOIN tool t ON t.server_id = s.id AND t.name = d.tool
      ON CONFLICT DO NOTHING
      RETURNING occurred_at, id, source_id, effect
    )
    INSERT INTO denial_pending (occurred_at, id, source_id)
    SELECT occurred_at, id, source_id FROM made WHERE effect <> 'allow'`;
}
