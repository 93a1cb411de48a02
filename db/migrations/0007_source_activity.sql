-- Why and by whom a source was revoked; its keys answer 401 from then on.
ALTER TABLE source ADD COLUMN revoked_by text;
--> statement-breakpoint
ALTER TABLE source ADD COLUMN revoked_reason text;
--> statement-breakpoint
-- What became of received events, by the hour of receipt (UTC). Operational figures: every process
-- adds its own about once a second, and a killed one takes its last second along.
CREATE TABLE ingest_hour (
  source_id integer NOT NULL REFERENCES source (id),
  hour timestamptz NOT NULL,
  status text NOT NULL
    CHECK (status IN ('stored', 'duplicate', 'conflict', 'ignored', 'quarantined')),
  n bigint NOT NULL,
  PRIMARY KEY (source_id, hour, status)
);
--> statement-breakpoint
-- The newest event and call of each source; written by the worker in the sequencing transaction.
CREATE TABLE source_progress (
  source_id integer PRIMARY KEY REFERENCES source (id),
  last_event_at timestamptz NOT NULL,
  last_event_received_at timestamptz NOT NULL,
  last_call_at timestamptz,
  last_call_event_id text,
  -- When an event was received last, however old it was.
  received_at timestamptz NOT NULL
);
--> statement-breakpoint
-- Calls that were sequenced before this was kept.
INSERT INTO source_progress
  (source_id, last_event_at, last_event_received_at, last_call_at, last_call_event_id, received_at)
SELECT m.source_id, c.occurred_at, c.received_at, c.occurred_at, c.event_id, m.received_at
FROM (SELECT source_id, max(occurred_at) AS at, max(received_at) AS received_at
      FROM call GROUP BY source_id) m
JOIN LATERAL (
  SELECT occurred_at, received_at, event_id FROM call
  WHERE occurred_at = m.at AND source_id = m.source_id ORDER BY event_id LIMIT 1) c ON true;
