-- How long each kind of data is kept (lib/retention/model.ts has the kinds and their bounds).
CREATE TABLE retention (
  kind text PRIMARY KEY,
  days integer NOT NULL CHECK (days > 0),
  -- Raised by each change: whoever saved something else meanwhile is refused.
  version integer NOT NULL DEFAULT 1,
  changed_by text,
  changed_at timestamptz,
  reason text
);
--> statement-breakpoint
INSERT INTO retention (kind, days)
VALUES ('calls', 400), ('payloads', 90), ('raw', 30), ('quarantine', 30);
--> statement-breakpoint
-- This program itself: what it removes is an event in the sealed sequence too. No gateway can have
-- the name, and none is one of these.
ALTER TABLE source ADD COLUMN is_system boolean NOT NULL DEFAULT false;
--> statement-breakpoint
INSERT INTO source (public_id, name, format, caller_ceiling, downstream_ceiling, is_system)
VALUES ('src_system', 'onbehalf:system', 'native', 'absent', 'absent', true);
--> statement-breakpoint
-- The leaves of events that retention removed, a row for each run of neighbours in a batch: what the
-- Merkle tree is made of stays. 32 bytes an event, the first at first_pos.
CREATE TABLE removed_leaves (
  batch_id bigint NOT NULL,
  first_pos integer NOT NULL,
  n integer NOT NULL CHECK (n > 0),
  leaf_hashes bytea NOT NULL,
  PRIMARY KEY (batch_id, first_pos),
  CHECK (octet_length(leaf_hashes) = n * 32)
);
--> statement-breakpoint
CREATE TRIGGER removed_leaves_keep BEFORE UPDATE OR DELETE ON removed_leaves
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Erasures that an owner asked for. Of the person only row ids are kept, which name nobody once the
-- directory row is gone.
CREATE TABLE erasure (
  id text PRIMARY KEY,
  asked_at timestamptz NOT NULL DEFAULT now(),
  asked_by text NOT NULL,
  reason text NOT NULL,
  job_id text NOT NULL,
  person_id integer,
  principal_ids integer[] NOT NULL DEFAULT '{}',
  -- One call alone: its key.
  call_at timestamptz,
  call_source integer,
  call_event text,
  -- Calls made in [from_time, to_time) lose their payloads.
  payloads boolean NOT NULL,
  from_time timestamptz NOT NULL DEFAULT '-infinity',
  to_time timestamptz NOT NULL DEFAULT 'infinity',
  -- The names in the directory go.
  directory boolean NOT NULL
);
--> statement-breakpoint
CREATE INDEX erasure_asked ON erasure (asked_at, id);
--> statement-breakpoint
CREATE TRIGGER erasure_keep BEFORE UPDATE OR DELETE ON erasure
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Which calls an erasure reached, for whoever opens one of them. Goes with the call.
CREATE TABLE erased_call (
  occurred_at timestamptz NOT NULL,
  source_id integer NOT NULL,
  event_id text NOT NULL,
  erasure_id text NOT NULL REFERENCES erasure (id),
  PRIMARY KEY (occurred_at, source_id, event_id)
);
--> statement-breakpoint
-- What was removed, in the transaction that removed it, with its event in the sealed sequence.
CREATE TABLE removal (
  batch_id bigint PRIMARY KEY,
  event_id text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  -- A kind of the retention, or 'erasure'.
  kind text NOT NULL,
  from_time timestamptz,
  to_time timestamptz,
  -- The rule that was in force, and who made it.
  days integer,
  by text,
  erasure_id text REFERENCES erasure (id),
  -- Calls, other events and quarantined records that it concerns; bytes on the disk.
  calls bigint NOT NULL,
  events bigint NOT NULL,
  bytes bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX removal_kind ON removal (kind, from_time);
--> statement-breakpoint
CREATE INDEX removal_erasure ON removal (erasure_id) WHERE erasure_id IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER removal_keep BEFORE UPDATE OR DELETE ON removal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Derived columns change in a re-judge; facts may go in an erasure. Nothing else ever.
CREATE OR REPLACE FUNCTION allow_derived_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept call;
BEGIN
  kept := NEW;
  IF current_setting('onbehalf.erase', true) = 'on' THEN
    IF NEW.facts IS NOT NULL OR NEW.facts_salt IS NOT NULL THEN
      RAISE EXCEPTION 'an erasure leaves nothing of the facts';
    END IF;
    kept.facts := OLD.facts;
    kept.facts_salt := OLD.facts_salt;
  ELSIF current_setting('onbehalf.rejudge', true) = 'on' THEN
    kept.relation := OLD.relation;
    kept.verdict := OLD.verdict;
    kept.flags := OLD.flags;
    kept.observed_flags := OLD.observed_flags;
    kept.caller_evidence := OLD.caller_evidence;
    kept.evidence := OLD.evidence;
    kept.severity := OLD.severity;
    kept.judged_at_version := OLD.judged_at_version;
  ELSE
    RAISE EXCEPTION 'the audit record is append-only: UPDATE on call refused';
  END IF;
  IF kept IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'the audit record is append-only: only derived columns of call may change';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- The history of a verdict goes with its call, by retention alone.
CREATE FUNCTION allow_retention_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('onbehalf.retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit record is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;
--> statement-breakpoint
DROP TRIGGER verdict_change_keep ON verdict_change;
--> statement-breakpoint
CREATE TRIGGER verdict_change_keep BEFORE UPDATE OR DELETE ON verdict_change
  FOR EACH ROW EXECUTE FUNCTION allow_retention_only();
--> statement-breakpoint
CREATE INDEX evidence_time ON evidence (occurred_at);
--> statement-breakpoint
CREATE INDEX undated_event_time ON undated_event (occurred_at);
