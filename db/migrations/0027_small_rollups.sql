-- Calls by hour (UTC) and what came of them, without who or what: a histogram of everything reads some
-- thirty rows an hour instead of one for each path and tool. Written and moved with rollup_hour.
CREATE TABLE rollup_verdict_hour (
  hour timestamptz NOT NULL,
  verdict text NOT NULL,
  outcome text NOT NULL,
  decision text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (hour, verdict, outcome, decision)
);
--> statement-breakpoint
-- Calls by day (UTC) and the value of one field at a time: what a list of callers, servers or tools
-- with their counts needs. value_id 0: none. Both are written in the order in which they are read.
CREATE TABLE rollup_value_day (
  field text NOT NULL CHECK (field IN ('caller', 'client', 'source', 'server', 'tool', 'ranas', 'credential')),
  day timestamptz NOT NULL,
  value_id integer NOT NULL,
  verdict text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (field, day, value_id, verdict)
);
--> statement-breakpoint
INSERT INTO rollup_verdict_hour (hour, verdict, outcome, decision, n)
SELECT hour, verdict, outcome, decision, sum(n) FROM rollup_hour
GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0 ORDER BY 1, 2, 3, 4;
--> statement-breakpoint
INSERT INTO rollup_value_day (field, day, value_id, verdict, n)
SELECT v.field, r.day, v.value_id, r.verdict, sum(r.n)
FROM rollup_day r JOIN path p ON p.id = r.path_id
CROSS JOIN LATERAL (VALUES ('caller', p.caller_id), ('client', p.client_id), ('source', p.source_id),
  ('server', p.server_id), ('tool', r.tool_id), ('ranas', p.ran_as_id),
  ('credential', p.credential_id)) AS v (field, value_id)
GROUP BY 1, 2, 3, 4 HAVING sum(r.n) <> 0 ORDER BY 1, 2, 3, 4;
