-- Who answers for a client. By OAuth client id: a name that a client gives itself owns nothing.
CREATE TABLE client_owner (
  client_id text PRIMARY KEY,
  person_id integer NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
-- The human behind a member of the console: what "another person" means where two must agree.
ALTER TABLE member ADD COLUMN IF NOT EXISTS person_id integer REFERENCES person (id) ON DELETE SET NULL;
--> statement-breakpoint
CREATE INDEX path_server ON path (server_id);
--> statement-breakpoint
CREATE INDEX path_ran_as ON path (ran_as_id);
--> statement-breakpoint
-- Counts of a few paths over days; counting up leaves it alone, since n is not in it.
CREATE INDEX rollup_day_path ON rollup_day (path_id, day);
