// Counts of calls by hour and day. Only ever changed under the lock of the ledger's head, so that
// neither two workers nor a re-judge can count a call twice.
import type postgres from "postgres";
import { rowsOfBatches, type TakenBatches } from "./batch-rows";
import type { Fragment } from "./lowering";

/** Adds the calls of these batches. To be called once for each batch, in the sequencing transaction. */
export async function addToRollups(
  tx: postgres.TransactionSql,
  batches: TakenBatches,
): Promise<void> {
  const calls = await rowsOfBatches(tx, "call", batches);
  await tx`
    INSERT INTO path (caller_id, client_id, source_id, server_id, ran_as_id, credential_id)
    SELECT w.* FROM (
      SELECT DISTINCT coalesce(caller_id, 0) AS caller_id, coalesce(client_id, 0) AS client_id,
             source_id, coalesce(server_id, 0) AS server_id, coalesce(ran_as_id, 0) AS ran_as_id,
             coalesce(credential_id, 0) AS credential_id
      FROM (${calls()}) AS c) AS w
    WHERE NOT EXISTS (
      SELECT 1 FROM path p
      WHERE p.caller_id = w.caller_id AND p.client_id = w.client_id AND p.source_id = w.source_id
        AND p.server_id = w.server_id AND p.ran_as_id = w.ran_as_id
        AND p.credential_id = w.credential_id)`;
  await addCounts(
    tx,
    tx`
      SELECT date_trunc('hour', c.occurred_at, 'UTC') AS hour, p.id AS path_id,
             coalesce(c.tool_id, 0) AS tool_id, c.verdict, c.outcome,
             coalesce(c.decision, '') AS decision, count(*) AS n
      FROM (${calls()}) AS c
      JOIN path p ON p.caller_id = coalesce(c.caller_id, 0)
        AND p.client_id = coalesce(c.client_id, 0) AND p.source_id = c.source_id
        AND p.server_id = coalesce(c.server_id, 0) AND p.ran_as_id = coalesce(c.ran_as_id, 0)
        AND p.credential_id = coalesce(c.credential_id, 0)
      GROUP BY 1, 2, 3, 4, 5, 6`,
  );
}

/** A sequenced call whose verdict changes, and what its counts hang on. */
export type VerdictMove = {
  occurredAt: string;
  sourceId: number;
  callerId: number | null;
  clientId: number | null;
  serverId: number | null;
  ranAsId: number | null;
  credentialId: number | null;
  toolId: number | null;
  outcome: string;
  decision: string | null;
  from: string;
  to: string;
};

/**
 * Moves sequenced calls from one verdict's counts to another's, in the transaction that changes
 * them, under the lock of the ledger's head. A count that reaches 0 stays as 0.
 */
export async function moveRollups(
  tx: postgres.TransactionSql,
  moves: readonly VerdictMove[],
): Promise<void> {
  const list = JSON.stringify(countMoves(moves));
  if (list === "[]") return;
  await addCounts(
    tx,
    tx`
      SELECT m.hour, p.id AS path_id, m.tool AS tool_id, m.verdict, m.outcome, m.decision, m.n
      FROM json_to_recordset(${list}::text::json)
        AS m(hour timestamptz, caller int, client int, source int, server int, "ranAs" int,
             credential int, tool int, verdict text, outcome text, decision text, n bigint)
      JOIN path p ON p.caller_id = m.caller AND p.client_id = m.client AND p.source_id = m.source
        AND p.server_id = m.server AND p.ran_as_id = m."ranAs" AND p.credential_id = m.credential`,
  );
}

/**
 * Adds rows `hour, path_id, tool_id, verdict, outcome, decision, n`, each hour's once, to all tables of
 * counts in one statement: by path and tool, by what came of the calls, by the value of one field.
 */
async function addCounts(tx: postgres.TransactionSql, counted: Fragment): Promise<void> {
  await tx`
    WITH counted AS MATERIALIZED (${counted}), hours AS (
      INSERT INTO rollup_hour AS r (hour, path_id, tool_id, verdict, outcome, decision, n)
      SELECT * FROM counted
      ON CONFLICT (hour, path_id, tool_id, verdict, outcome, decision)
      DO UPDATE SET n = r.n + excluded.n
    ), days AS (
      INSERT INTO rollup_day AS r (day, path_id, tool_id, verdict, outcome, decision, n)
      SELECT date_trunc('day', hour, 'UTC'), path_id, tool_id, verdict, outcome, decision, sum(n)
      FROM counted GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
      ON CONFLICT (day, path_id, tool_id, verdict, outcome, decision)
      DO UPDATE SET n = r.n + excluded.n
    ), verdicts AS (
      INSERT INTO rollup_verdict_hour AS r (hour, verdict, outcome, decision, n)
      SELECT hour, verdict, outcome, decision, sum(n)
      FROM counted GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
      ON CONFLICT (hour, verdict, outcome, decision) DO UPDATE SET n = r.n + excluded.n
    )
    INSERT INTO rollup_value_day AS r (field, day, value_id, verdict, n)
    SELECT v.field, date_trunc('day', c.hour, 'UTC'), v.value_id, c.verdict, sum(c.n)
    FROM counted c JOIN path p ON p.id = c.path_id
    CROSS JOIN LATERAL (VALUES
      ('caller', p.caller_id), ('client', p.client_id), ('source', p.source_id),
      ('server', p.server_id), ('tool', c.tool_id), ('ranas', p.ran_as_id),
      ('credential', p.credential_id)) AS v (field, value_id)
    GROUP BY 1, 2, 3, 4 HAVING sum(c.n) <> 0 ORDER BY 1, 2, 3, 4
    ON CONFLICT (field, day, value_id, verdict) DO UPDATE SET n = r.n + excluded.n`;
}

/** By hour and everything that a count hangs on: few rows for many calls. */
function countMoves(moves: readonly VerdictMove[]) {
  const counts = new Map<string, ReturnType<typeof countedAs> & { n: number }>();
  const count = (move: VerdictMove, verdict: string, n: number) => {
    const as = countedAs(move, verdict);
    const key = JSON.stringify(as);
    counts.set(key, { ...as, n: (counts.get(key)?.n ?? 0) + n });
  };
  for (const move of moves) {
    if (move.from === move.to) continue;
    count(move, move.from, -1);
    count(move, move.to, 1);
  }
  return [...counts.values()].filter(({ n }) => n !== 0);
}

/** 0 and the empty text stand for none, as in the tables. */
function countedAs(move: VerdictMove, verdict: string) {
  return {
    // PostgreSQL's text in UTC: `2026-11-25 19:04:11.123456+00`.
    hour: `${move.occurredAt.slice(0, 13)}:00:00Z`,
    caller: move.callerId ?? 0,
    client: move.clientId ?? 0,
    source: move.sourceId,
    server: move.serverId ?? 0,
    ranAs: move.ranAsId ?? 0,
    credential: move.credentialId ?? 0,
    tool: move.toolId ?? 0,
    verdict,
    outcome: move.outcome,
    decision: move.decision ?? "",
  };
}
