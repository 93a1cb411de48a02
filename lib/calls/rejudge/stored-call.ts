// A stored call as re-judging reads it: what the judge needs, and what its counts hang on.
import type postgres from "postgres";

export type Sql = postgres.Sql | postgres.TransactionSql;
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

export type CallKey = { occurredAt: string; sourceId: number; eventId: string };

export type StoredCall = CallKey & {
  sourceName: string;
  callerId: number | null;
  clientId: number | null;
  serverId: number | null;
  ranAsId: number | null;
  credentialId: number | null;
  toolId: number | null;
  outcome: string;
  decision: string | null;
  decisionId: string | null;
  relation: string;
  verdict: string;
  flags: number;
  observedFlags: number;
  severity: string;
  judgedAtVersion: number;
  envelope: string;
  facts: string | null;
};

/** The columns of a `StoredCall`, of `call c` and `source s`. */
export function storedColumns(sql: Sql): Fragment {
  return sql`
    c.occurred_at::text AS "occurredAt", c.source_id AS "sourceId", c.event_id AS "eventId",
    s.name AS "sourceName", c.caller_id AS "callerId", c.client_id AS "clientId",
    c.server_id AS "serverId", c.ran_as_id AS "ranAsId", c.credential_id AS "credentialId",
    c.tool_id AS "toolId", c.outcome, c.decision, c.decision_id AS "decisionId", c.relation,
    c.verdict, c.flags, c.observed_flags AS "observedFlags", c.severity,
    c.judged_at_version::float8 AS "judgedAtVersion", c.envelope, c.facts`;
}
