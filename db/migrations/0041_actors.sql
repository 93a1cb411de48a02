-- Who acts for the caller, as principals: a person behind one of them decides nothing about the call,
-- also when they were linked after it was asked.
ALTER TABLE evaluation ADD COLUMN actor_ids integer[] NOT NULL DEFAULT '{}';
