import type postgres from "postgres";

/**
 * How many counts by hour or day differ from a recount of the sequenced calls: 0, always. Only as
 * far back as the first week of calls; retention takes whole weeks and may leave their counts.
 */
export async function rollupDifferences(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    WITH since AS (
      SELECT date_trunc('week', min(occurred_at), 'UTC') AS at FROM call
    ), counted AS (
      SELECT date_trunc('hour', c.occurred_at, 'UTC') AS hour, p.id AS path_id,
             coalesce(c.tool_id, 0) AS tool_id, c.verdict, c.outcome,
             coalesce(c.decision, '') AS decision, count(*) AS n
      FROM call c JOIN sealed s USING (batch_id)
      JOIN path p ON p.caller_id = coalesce(c.caller_id, 0)
        AND p.client_id = coalesce(c.client_id, 0) AND p.source_id = c.source_id
        AND p.server_id = coalesce(c.server_id, 0) AND p.ran_as_id = coalesce(c.ran_as_id, 0)
        AND p.credential_id = coalesce(c.credential_id, 0)
      GROUP BY 1, 2, 3, 4, 5, 6
    ), counted_days AS (
      SELECT date_trunc('day', hour, 'UTC') AS day, path_id, tool_id, verdict, outcome, decision,
             sum(n)::bigint AS n
      FROM counted GROUP BY 1, 2, 3, 4, 5, 6
    ), counted_verdicts AS (
      SELECT hour, verdict, outcome, decision, sum(n)::bigint AS n
      FROM counted GROUP BY 1, 2, 3, 4
    ), counted_values AS (
      SELECT v.field, c.day, v.value_id, c.verdict, sum(c.n)::bigint AS n
      FROM counted_days c JOIN path p ON p.id = c.path_id
      CROSS JOIN LATERAL (VALUES
        ('caller', p.caller_id), ('client', p.client_id), ('source', p.source_id),
        ('server', p.server_id), ('tool', c.tool_id), ('ranas', p.ran_as_id),
        ('credential', p.credential_id)) AS v (field, value_id)
      GROUP BY 1, 2, 3, 4
    ), hours AS (SELECT * FROM rollup_hour WHERE n <> 0),
    days AS (SELECT * FROM rollup_day WHERE n <> 0),
    verdicts AS (SELECT * FROM rollup_verdict_hour WHERE n <> 0),
    value_days AS (SELECT * FROM rollup_value_day WHERE n <> 0),
    differences AS (
      (SELECT hour AS at FROM (SELECT * FROM counted EXCEPT SELECT * FROM hours) a)
      UNION ALL (SELECT hour FROM (SELECT * FROM hours EXCEPT SELECT * FROM counted) b)
      UNION ALL (SELECT day FROM (SELECT * FROM counted_days EXCEPT SELECT * FROM days) c)
      UNION ALL (SELECT day FROM (SELECT * FROM days EXCEPT SELECT * FROM counted_days) d)
      UNION ALL (SELECT hour FROM (SELECT * FROM counted_verdicts EXCEPT SELECT * FROM verdicts) e)
      UNION ALL (SELECT hour FROM (SELECT * FROM verdicts EXCEPT SELECT * FROM counted_verdicts) f)
      UNION ALL (SELECT day FROM (SELECT * FROM counted_values EXCEPT SELECT * FROM value_days) g)
      UNION ALL (SELECT day FROM (SELECT * FROM value_days EXCEPT SELECT * FROM counted_values) h)
    )
    SELECT count(*)::int AS n FROM differences, since WHERE differences.at >= since.at`;
  return row?.n ?? 0;
}
