-- Who came by which way to whom: one row for each combination that was ever seen.
-- 0 stands for none, so that equality finds a row.
CREATE TABLE path (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  caller_id integer NOT NULL,
  client_id integer NOT NULL,
  source_id integer NOT NULL,
  server_id integer NOT NULL,
  ran_as_id integer NOT NULL,
  credential_id integer NOT NULL,
  UNIQUE (caller_id, client_id, source_id, server_id, ran_as_id, credential_id)
);
--> statement-breakpoint
-- Calls by hour (UTC). Written by the worker in the transaction that sequences them, and moved in
-- the transaction that changes a verdict. tool_id 0: none; decision '': none.
CREATE TABLE rollup_hour (
  hour timestamptz NOT NULL,
  path_id integer NOT NULL,
  tool_id integer NOT NULL,
  verdict text NOT NULL,
  outcome text NOT NULL,
  decision text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (hour, path_id, tool_id, verdict, outcome, decision)
);
--> statement-breakpoint
CREATE TABLE rollup_day (
  day timestamptz NOT NULL,
  path_id integer NOT NULL,
  tool_id integer NOT NULL,
  verdict text NOT NULL,
  outcome text NOT NULL,
  decision text NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (day, path_id, tool_id, verdict, outcome, decision)
);
--> statement-breakpoint
-- Calls that were sequenced before there were rollups.
INSERT INTO path (caller_id, client_id, source_id, server_id, ran_as_id, credential_id)
SELECT DISTINCT coalesce(c.caller_id, 0), coalesce(c.client_id, 0), c.source_id,
       coalesce(c.server_id, 0), coalesce(c.ran_as_id, 0), coalesce(c.credential_id, 0)
FROM call c JOIN sealed s USING (batch_id);
--> statement-breakpoint
INSERT INTO rollup_hour (hour, path_id, tool_id, verdict, outcome, decision, n)
SELECT date_trunc('hour', c.occurred_at, 'UTC'), p.id, coalesce(c.tool_id, 0), c.verdict, c.outcome,
       coalesce(c.decision, ''), count(*)
FROM call c JOIN sealed s USING (batch_id)
JOIN path p ON p.source_id = c.source_id AND p.caller_id = coalesce(c.caller_id, 0)
  AND p.client_id = coalesce(c.client_id, 0) AND p.server_id = coalesce(c.server_id, 0)
  AND p.ran_as_id = coalesce(c.ran_as_id, 0) AND p.credential_id = coalesce(c.credential_id, 0)
GROUP BY 1, 2, 3, 4, 5, 6;
--> statement-breakpoint
INSERT INTO rollup_day (day, path_id, tool_id, verdict, outcome, decision, n)
SELECT date_trunc('day', hour, 'UTC'), path_id, tool_id, verdict, outcome, decision, sum(n)
FROM rollup_hour GROUP BY 1, 2, 3, 4, 5, 6;
--> statement-breakpoint
-- What others than the gateway say about who a call ran as. Names live in principal alone.
CREATE TABLE evidence (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id integer NOT NULL,
  occurred_at timestamptz NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL CHECK (type IN ('token.mint', 'downstream.observed')),
  principal_id integer NOT NULL
);
--> statement-breakpoint
-- What a call and a piece of evidence have in common, hashed (lib/calls/evidence/keys.ts).
-- window_hours: how far apart in time two events with this key may lie.
CREATE TABLE evidence_key (
  key bytea NOT NULL,
  window_hours smallint NOT NULL,
  occurred_at timestamptz NOT NULL,
  evidence_id bigint NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  PRIMARY KEY (key, evidence_id)
);
--> statement-breakpoint
-- Keys of recent calls, for evidence that comes later; kept a week, and only while there is an
-- evidence provider.
CREATE TABLE call_key (
  key bytea NOT NULL,
  occurred_at timestamptz NOT NULL,
  source_id integer NOT NULL,
  event_id text NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (key, occurred_at, source_id, event_id)
);
--> statement-breakpoint
CREATE INDEX call_key_noted ON call_key (noted_at);
--> statement-breakpoint
CREATE TABLE call_evidence (
  occurred_at timestamptz NOT NULL,
  source_id integer NOT NULL,
  event_id text NOT NULL,
  evidence_id bigint NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  PRIMARY KEY (occurred_at, source_id, event_id, evidence_id)
);
--> statement-breakpoint
CREATE INDEX call_evidence_evidence ON call_evidence (evidence_id);
--> statement-breakpoint
-- Calls to be judged anew, because evidence was found for them.
CREATE TABLE rejudge_pending (
  occurred_at timestamptz NOT NULL,
  source_id integer NOT NULL,
  event_id text NOT NULL,
  PRIMARY KEY (occurred_at, source_id, event_id)
);
