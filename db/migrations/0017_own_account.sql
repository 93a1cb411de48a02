-- A member may also bind a company account to their own.
ALTER TABLE member_account
  DROP CONSTRAINT member_account_bound_by_check,
  ADD CONSTRAINT member_account_bound_by_check CHECK (bound_by IN ('invitation', 'claim', 'member'));
--> statement-breakpoint
-- After a rotation both secrets sign, so that the receiver can change over at leisure.
ALTER TABLE channel
  ADD COLUMN previous_secret bytea,
  ADD COLUMN previous_secret_until timestamptz,
  ADD CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL));
--> statement-breakpoint
-- Counts of the few sanctioned calls of a sanction's paths over hours.
CREATE INDEX rollup_hour_sanctioned ON rollup_hour (path_id, hour) WHERE verdict = 'sanctioned';
