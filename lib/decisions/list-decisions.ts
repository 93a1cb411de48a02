import type postgres from "postgres";
import { type Pool, rfc3339 } from "../../db/client";
import { parseInstant } from "../identity/instant";
import { likePattern } from "../calls/like-pattern";
import { principalIds } from "../calls/principal-ids";
import { encodeCallId } from "../calls/public-id";
import type { QueryValue } from "../calls/query-language/model";
import { DomainError } from "../errors";
import { decisionTime } from "./decision-id";
import { type DecisionsPage, type DecisionsQuery, decisionView, type DecisionView } from "./view";

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** One page, newest first. The cursor is the id that the page before ended with; throws `invalid`. */
export async function listDecisions(
  { sql }: Pool,
  { answer, reason, source, caller, tool, block, cursor, limit }: DecisionsQuery,
): Promise<DecisionsPage> {
  const callers = caller === undefined ? null : await principalIds(sql, [valueOf(caller)]);
  const where = [
    sql`true`,
    ...(cursor === undefined ? [] : [beyond(sql, cursor)]),
    ...(answer === undefined
      ? []
      : [answer === "would" ? sql`d.would IS NOT NULL` : sql`d.effect = ${answer}`]),
    ...(reason === undefined ? [] : [sql`d.reason = ${reason}`]),
    ...(source === undefined
      ? []
      : [sql`d.source_id = (SELECT id FROM source WHERE public_id = ${source})`]),
    ...(callers === null ? [] : [sql`d.caller_id = ANY(${callers}::int[])`]),
    ...(block === undefined
      ? []
      : [sql`d.reason = 'blocked' AND d.block_ids @> ARRAY[${block}::text]`]),
    ...(tool === undefined ? [] : [isTool(sql, tool)]),
  ];
  const items = await readDecisions(sql, where, limit + 1);
  const page = items.slice(0, limit);
  return {
    items: page,
    next: items.length > limit ? (page.at(-1)?.id ?? null) : null,
    callerKnown: callers === null || callers.length > 0,
  };
}

/** `*` is any run of characters, as in the query of calls. */
function valueOf(text: string): QueryValue {
  return { text, glob: text.includes("*") };
}

function isTool(sql: postgres.Sql, tool: string): Fragment {
  const resource = `tool:${tool.replace(/^tool:/, "")}`;
  const value = valueOf(resource);
  return value.glob ? sql`d.resource LIKE ${likePattern(value)}` : sql`d.resource = ${resource}`;
}

/** One decision. Throws `not_found`. */
export async function readDecision(pool: Pool, id: string): Promise<DecisionView> {
  const found = await findDecision(pool, id);
  if (found) return found;
  throw new DomainError("not_found", "There is no such decision, or its retention has ended.");
}

/** Null where there is none, or it is no longer kept. */
export async function findDecision({ sql }: Pool, id: string): Promise<DecisionView | null> {
  const at = decisionTime(id);
  const [found] =
    at === null
      ? []
      : await readDecisions(
          sql,
          [sql`d.occurred_at = ${new Date(at).toISOString()}::timestamptz AND d.id = ${id}`],
          1,
        );
  return found ?? null;
}

function beyond(sql: postgres.Sql, cursor: string): Fragment {
  const at = decisionTime(cursor);
  if (at === null) throw new DomainError("invalid", "cursor: no cursor of this list");
  return sql`(d.occurred_at, d.id) < (${new Date(at).toISOString()}::timestamptz, ${cursor}::text)`;
}

/** Plan: index scans per partition, the newest first, that stop after the page. */
async function readDecisions(
  sql: postgres.Sql,
  where: readonly Fragment[],
  limit: number,
): Promise<DecisionView[]> {
  const conditions = where.map((one, n) => (n === 0 ? one : sql`AND ${one}`));
  const rows = await sql<Row[]>`
    SELECT d.id, d.occurred_at AS time, s.public_id AS "sourceId", s.name AS "sourceName",
           p.public_id AS "callerId", p.iss, p.sub, p.name, p.email,
           person.slug, person.name AS "personName",
           d.client, d.action, d.resource, d.run_as AS "runAs", d.effect, d.would, d.reason,
           d.rule_ids AS "ruleIds", d.block_ids AS "blockIds", d.policy_version AS "policyVersion",
           d.retry_after AS "retryAfter", d.request_id AS "requestId",
           c.occurred_at AS "callAt", c.source_id AS "callSource", c.event_id AS "callEvent",
           c.outcome AS "callOutcome", a.id AS "approvalId", a.state AS "approvalState"
    FROM (SELECT d.* FROM decision d WHERE ${conditions}
          ORDER BY d.occurred_at DESC, d.id DESC LIMIT ${limit}) AS d
    JOIN source s ON s.id = d.source_id
    LEFT JOIN principal p ON p.id = d.caller_id
    LEFT JOIN person ON person.id = p.person_id
    LEFT JOIN LATERAL (
      SELECT occurred_at, source_id, event_id, outcome FROM call
      WHERE decision_id = d.id AND occurred_at BETWEEN d.occurred_at - interval '5 minutes'
                                                   AND d.occurred_at + interval '1 day'
      ORDER BY occurred_at LIMIT 1) AS c ON true
    LEFT JOIN LATERAL (
      SELECT id, approval_state(state, decide_until, use_until) AS state FROM approval
      WHERE d.reason IN ('approval_required', 'approved')
        AND (evaluation_id = d.id OR used_decision_id = d.id) LIMIT 1) AS a ON true
    ORDER BY d.occurred_at DESC, d.id DESC`;
  return rows.map(toView);
}

type Row = Record<
  "id" | "time" | "sourceId" | "sourceName" | "action" | "resource" | "effect" | "reason",
  string
> &
  Record<
    | "callerId"
    | "iss"
    | "sub"
    | "name"
    | "email"
    | "slug"
    | "personName"
    | "client"
    | "runAs"
    | "would"
    | "requestId"
    | "callAt"
    | "callEvent"
    | "callOutcome"
    | "approvalId"
    | "approvalState",
    string | null
  > & {
    ruleIds: string[];
    blockIds: string[];
    policyVersion: number;
    retryAfter: number | null;
    callSource: number | null;
  };

function toView(row: Row): DecisionView {
  const { iss, sub, slug, callAt, callSource, callEvent } = row;
  return decisionView.parse({
    ...row,
    time: rfc3339(row.time),
    source: { id: row.sourceId, name: row.sourceName },
    caller: row.callerId && {
      id: row.callerId,
      principal: iss !== null && sub !== null ? { iss, sub } : null,
      person: slug === null ? null : { id: slug, name: row.personName },
      name: row.name,
      email: row.email,
    },
    call:
      callAt !== null && callSource !== null && callEvent !== null
        ? {
            id: encodeCallId({
              at: parseInstant(rfc3339(callAt)),
              sourceId: callSource,
              eventId: callEvent,
            }),
            outcome: row.callOutcome,
          }
        : null,
    approval: row.approvalId && { id: row.approvalId, state: row.approvalState },
  });
}
