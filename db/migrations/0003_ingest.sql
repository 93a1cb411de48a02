-- When a batch was about to be committed: how long it waits for its place in the sequence.
ALTER TABLE seal_pending ADD COLUMN committed_at timestamptz NOT NULL DEFAULT clock_timestamp();
