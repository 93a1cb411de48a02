-- Refusals whose calls may have been sequenced before they were written down: the worker looks
-- for those once, under the lock of the ledger's head, and takes the row away.
CREATE TABLE denial_pending (
  occurred_at timestamptz NOT NULL,
  id text NOT NULL,
  source_id integer NOT NULL,
  PRIMARY KEY (occurred_at, id)
);
--> statement-breakpoint
-- Flags from history are a part of the conclusion, as the judge's are.
ALTER TABLE verdict_change
  ADD COLUMN from_observed integer NOT NULL DEFAULT 0,
  ADD COLUMN to_observed integer NOT NULL DEFAULT 0;
--> statement-breakpoint
-- Which blocks made a decision a deny.
ALTER TABLE decision ADD COLUMN block_ids text[] NOT NULL DEFAULT '{}';
--> statement-breakpoint
CREATE INDEX decision_blocked ON decision USING gin (block_ids) WHERE reason = 'blocked';
