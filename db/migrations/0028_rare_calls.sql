-- Flags that say that something is wrong; the masks are those of lib/calls/rare-flags.ts. One call in
-- some hundred: a search for one of them reads only these.
CREATE INDEX call_flagged ON call (occurred_at, source_id, event_id)
  WHERE (flags & 1023) <> 0 OR (observed_flags & 250) <> 0;
--> statement-breakpoint
-- Calls that took long, with what became of them, so that those that failed are found in the index.
CREATE INDEX call_slow ON call (occurred_at, source_id, event_id, outcome)
  WHERE duration_ms > 5000;
