-- Where the rollups differ from a recount of the sequenced calls. Nothing, always.
WITH counted AS (
  SELECT date_trunc('hour', c.occurred_at, 'UTC') AS hour, coalesce(c.caller_id, 0) AS caller_id,
         coalesce(c.client_id, 0) AS client_id, c.source_id, coalesce(c.server_id, 0) AS server_id,
         coalesce(c.ran_as_id, 0) AS ran_as_id, coalesce(c.credential_id, 0) AS credential_id,
         coalesce(c.tool_id, 0) AS tool_id, c.verdict, c.outcome,
         coalesce(c.decision, '') AS decision, count(*) AS n
  FROM call c JOIN sealed s USING (batch_id)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
), hours AS (
  SELECT r.hour, p.caller_id, p.client_id, p.source_id, p.server_id, p.ran_as_id, p.credential_id,
         r.tool_id, r.verdict, r.outcome, r.decision, r.n
  FROM rollup_hour r JOIN path p ON p.id = r.path_id WHERE r.n <> 0
), days AS (
  SELECT r.day, p.caller_id, p.client_id, p.source_id, p.server_id, p.ran_as_id, p.credential_id,
         r.tool_id, r.verdict, r.outcome, r.decision, r.n
  FROM rollup_day r JOIN path p ON p.id = r.path_id WHERE r.n <> 0
), counted_days AS (
  SELECT date_trunc('day', hour, 'UTC'), caller_id, client_id, source_id, server_id, ran_as_id,
         credential_id, tool_id, verdict, outcome, decision, sum(n)::bigint
  FROM counted GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
), counted_verdicts AS (
  SELECT hour, verdict, outcome, decision, sum(n)::bigint FROM counted GROUP BY 1, 2, 3, 4
), counted_values AS (
  SELECT v.field, date_trunc('day', hour, 'UTC'), v.value_id, verdict, sum(n)::bigint
  FROM counted CROSS JOIN LATERAL (VALUES
    ('caller', caller_id), ('client', client_id), ('source', source_id), ('server', server_id),
    ('tool', tool_id), ('ranas', ran_as_id), ('credential', credential_id)) AS v (field, value_id)
  GROUP BY 1, 2, 3, 4
), verdicts AS (SELECT * FROM rollup_verdict_hour WHERE n <> 0),
value_days AS (SELECT * FROM rollup_value_day WHERE n <> 0),
-- The small counts in the columns of the others: which field it is stands in place of an id.
small AS (
  (SELECT 'verdict missing' AS difference, hour, verdict, outcome, decision, 0 AS value_id, n
   FROM (TABLE counted_verdicts EXCEPT TABLE verdicts) a (hour, verdict, outcome, decision, n))
  UNION ALL
  (SELECT 'verdict too many', hour, verdict, outcome, decision, 0, n
   FROM (TABLE verdicts EXCEPT TABLE counted_verdicts) b)
  UNION ALL
  (SELECT 'value missing', day, verdict, field, '', value_id, n
   FROM (TABLE counted_values EXCEPT TABLE value_days) c (field, day, value_id, verdict, n))
  UNION ALL
  (SELECT 'value too many', day, verdict, field, '', value_id, n
   FROM (TABLE value_days EXCEPT TABLE counted_values) d)
)
(SELECT 'hour missing' AS difference, * FROM (SELECT * FROM counted EXCEPT SELECT * FROM hours) a)
UNION ALL
(SELECT 'hour too many', * FROM (SELECT * FROM hours EXCEPT SELECT * FROM counted) b)
UNION ALL
(SELECT 'day missing', * FROM (SELECT * FROM counted_days EXCEPT SELECT * FROM days) c)
UNION ALL
(SELECT 'day too many', * FROM (SELECT * FROM days EXCEPT SELECT * FROM counted_days) d)
UNION ALL
(SELECT difference, hour, 0, 0, 0, 0, 0, 0, value_id, verdict, outcome, decision, n FROM small)
