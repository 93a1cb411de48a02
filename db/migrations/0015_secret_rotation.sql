-- Which secret is in force: its id is the first byte of what it encrypted.
ALTER TABLE deployment
  ADD COLUMN key_id smallint NOT NULL DEFAULT 1 CHECK (key_id BETWEEN 1 AND 255),
  ADD COLUMN secret_rotated_at timestamptz;
--> statement-breakpoint
-- Keys of earlier secrets, each encrypted under the one in force.
CREATE TABLE retired_key (
  key_id smallint PRIMARY KEY,
  fingerprint text NOT NULL,
  retired_at timestamptz NOT NULL DEFAULT now(),
  -- Until nothing is encrypted under it any more.
  payload bytea,
  -- Recognises events that come again; until the last call of its time is gone.
  dedupe bytea,
  -- Of one row at most, and then the one in use: equal secrets keep equal marks.
  redaction bytea
);
