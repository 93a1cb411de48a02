-- What a held call is bound to beside its arguments: by this it is told whether another one differs in
-- them alone. Null where it was asked before this column came.
ALTER TABLE evaluation
  ADD COLUMN facts_digest bytea CHECK (octet_length(facts_digest) = 32);
--> statement-breakpoint
-- Votes that were one answer to several approvals share it.
ALTER TABLE approval_vote ADD COLUMN selection_id text;
--> statement-breakpoint
CREATE INDEX approval_vote_selection ON approval_vote (selection_id) WHERE selection_id IS NOT NULL;
