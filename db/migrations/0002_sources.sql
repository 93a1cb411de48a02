-- Record field -> the gateway's own key (lib/sources/model.ts); null: none.
ALTER TABLE source ADD COLUMN key_mapping jsonb;
--> statement-breakpoint
-- How often the same content came: also when a client sent it again after a lost answer.
ALTER TABLE quarantine ADD COLUMN times integer NOT NULL DEFAULT 1;
--> statement-breakpoint
ALTER TABLE quarantine ADD COLUMN last_received_at timestamptz;
--> statement-breakpoint
UPDATE quarantine SET last_received_at = received_at;
--> statement-breakpoint
ALTER TABLE quarantine ALTER COLUMN last_received_at SET NOT NULL;
--> statement-breakpoint
-- What the last replay came to; null while the entry waits for one that helps.
ALTER TABLE quarantine ADD COLUMN settled_as text
  CHECK (settled_as IN ('stored', 'duplicate', 'ignored'));
--> statement-breakpoint
CREATE INDEX quarantine_source ON quarantine (source_id, id);
--> statement-breakpoint
-- Every replay of an entry, also those that did not help; goes with the entry when it expires.
CREATE TABLE quarantine_replay (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  quarantine_id bigint NOT NULL REFERENCES quarantine (id) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  status text NOT NULL
    CHECK (status IN ('stored', 'duplicate', 'conflict', 'ignored', 'quarantined')),
  reason text
);
--> statement-breakpoint
CREATE INDEX quarantine_replay_entry ON quarantine_replay (quarantine_id);
