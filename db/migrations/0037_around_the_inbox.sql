-- Who has a held call on screen just now: worth nothing after a crash, and old within half a minute.
CREATE UNLOGGED TABLE approval_looking (
  approval_id text NOT NULL,
  member_id text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (approval_id, member_id)
);
--> statement-breakpoint
-- Callers of whom so much waits that more is refused: one row a caller and source, from the first
-- refusal on, until an hour has passed without one.
CREATE TABLE approval_held_back (
  caller_id integer NOT NULL,
  source_id integer NOT NULL REFERENCES source (id),
  since timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  refused integer NOT NULL DEFAULT 1 CHECK (refused > 0),
  PRIMARY KEY (caller_id, source_id),
  CHECK (since <= last_at)
);
--> statement-breakpoint
CREATE INDEX approval_held_back_last ON approval_held_back (last_at);
--> statement-breakpoint
CREATE INDEX approval_review_open ON approval (requested_at)
  WHERE break_glass AND reviewed_at IS NULL;
--> statement-breakpoint
CREATE INDEX approval_skipped_open ON approval_skipped (member_id) WHERE seen_at IS NULL;
