-- A question that was answered "ask", as it was asked. It can be turned into an approval until it
-- expires; the arguments are encrypted, and go a week after the end.
CREATE TABLE evaluation (
  -- The id of its decision.
  id text PRIMARY KEY,
  source_id integer NOT NULL REFERENCES source (id),
  evaluated_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  call_digest bytea NOT NULL CHECK (octet_length(call_digest) = 32),
  arguments_digest bytea NOT NULL CHECK (octet_length(arguments_digest) = 32),
  session_digest bytea CHECK (octet_length(session_digest) = 32),
  policy_version integer NOT NULL,
  rule_ids text[] NOT NULL,
  -- JSON: steps, times and wider scopes.
  terms text NOT NULL,
  caller_id integer,
  ran_as_id integer,
  client text,
  action text NOT NULL,
  server text,
  tool text,
  -- Type and id, as the decision has them.
  resource text NOT NULL,
  run_as text,
  request bytea
);
--> statement-breakpoint
CREATE INDEX evaluation_expires ON evaluation (expires_at);
--> statement-breakpoint
CREATE FUNCTION evaluation_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept evaluation;
BEGIN
  -- Encrypted again, or gone for good.
  kept := NEW;
  kept.request := OLD.request;
  IF kept IS DISTINCT FROM OLD OR (OLD.request IS NULL AND NEW.request IS NOT NULL) THEN
    RAISE EXCEPTION 'what was asked never changes';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER evaluation_keep BEFORE UPDATE ON evaluation
  FOR EACH ROW EXECUTE FUNCTION evaluation_keep();
--> statement-breakpoint
ALTER TABLE channel DROP CONSTRAINT channel_kind_check;
--> statement-breakpoint
ALTER TABLE channel DROP CONSTRAINT channel_check;
--> statement-breakpoint
-- Where the outcome of a source's approvals may be called back to; no notice goes there.
ALTER TABLE channel
  ADD COLUMN source_id integer REFERENCES source (id),
  ADD CONSTRAINT channel_kind_check CHECK (kind IN ('webhook', 'email', 'slack', 'callback')),
  ADD CONSTRAINT channel_secret_check CHECK ((kind IN ('webhook', 'callback')) = (secret IS NOT NULL)),
  ADD CONSTRAINT channel_source_check CHECK ((kind = 'callback') = (source_id IS NOT NULL));
--> statement-breakpoint
CREATE TABLE approval (
  id text PRIMARY KEY,
  evaluation_id text NOT NULL UNIQUE REFERENCES evaluation (id),
  source_id integer NOT NULL REFERENCES source (id),
  idempotency_key text,
  body_sha256 bytea NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN
    ('pending', 'approved', 'denied', 'expired', 'cancelled', 'voided', 'used', 'revoked')),
  call_digest bytea NOT NULL CHECK (octet_length(call_digest) = 32),
  -- The newest version under which this is still asked of the same people.
  policy_version integer NOT NULL,
  rule_ids text[] NOT NULL,
  terms text NOT NULL,
  -- The selectors of all steps: whom it is addressed to.
  addressed text[] NOT NULL,
  caller_id integer,
  -- Persons that were behind those who ask, and who owned the agent, when it was asked.
  requesters integer[] NOT NULL,
  owners integer[] NOT NULL,
  -- The verdict on caller and downstream identity, as far as the question states them.
  verdict text NOT NULL,
  relation text NOT NULL,
  justification text,
  requested_at timestamptz NOT NULL DEFAULT now(),
  decide_until timestamptz NOT NULL,
  approved_at timestamptz,
  use_until timestamptz,
  settled_at timestamptz,
  -- Why it came to its state, where somebody said so.
  reason text,
  break_glass boolean NOT NULL DEFAULT false,
  reviewed_at timestamptz,
  reviewed_by text,
  review text,
  used_at timestamptz,
  used_request_id text,
  used_decision_id text,
  callback_channel text REFERENCES channel (id),
  callback_state text,
  callback_events text[],
  UNIQUE (source_id, idempotency_key),
  CHECK ((approved_at IS NULL) = (use_until IS NULL)),
  CHECK (state NOT IN ('approved', 'used', 'revoked') OR approved_at IS NOT NULL),
  CHECK ((state = 'used') = (used_at IS NOT NULL)),
  CHECK ((state IN ('pending', 'approved')) = (settled_at IS NULL))
);
--> statement-breakpoint
CREATE INDEX approval_requested ON approval (requested_at, id);
--> statement-breakpoint
CREATE INDEX approval_open ON approval (decide_until) WHERE state IN ('pending', 'approved');
--> statement-breakpoint
CREATE INDEX approval_settled ON approval (settled_at) WHERE settled_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX approval_addressed ON approval USING gin (addressed);
--> statement-breakpoint
CREATE INDEX approval_caller ON approval (caller_id, requested_at);
--> statement-breakpoint
-- The clock decides: what nobody settled in time has expired for every reader at once.
CREATE FUNCTION approval_state(state text, decide_until timestamptz, use_until timestamptz)
RETURNS text LANGUAGE sql VOLATILE PARALLEL SAFE
  RETURN CASE
    WHEN state = 'pending' AND decide_until <= clock_timestamp() THEN 'expired'
    WHEN state = 'approved' AND use_until <= clock_timestamp() THEN 'expired'
    ELSE state END;
--> statement-breakpoint
CREATE FUNCTION approval_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.evaluation_id, NEW.source_id, NEW.idempotency_key, NEW.body_sha256,
      NEW.call_digest, NEW.rule_ids, NEW.terms, NEW.addressed, NEW.caller_id, NEW.requesters,
      NEW.owners, NEW.requested_at, NEW.decide_until)
    IS DISTINCT FROM
     (OLD.id, OLD.evaluation_id, OLD.source_id, OLD.idempotency_key, OLD.body_sha256,
      OLD.call_digest, OLD.rule_ids, OLD.terms, OLD.addressed, OLD.caller_id, OLD.requesters,
      OLD.owners, OLD.requested_at, OLD.decide_until)
  THEN
    RAISE EXCEPTION 'what an approval is about never changes';
  END IF;
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    IF NOT (
      (OLD.state = 'pending'
        AND NEW.state IN ('approved', 'denied', 'expired', 'cancelled', 'voided'))
      OR (OLD.state = 'approved' AND NEW.state IN ('used', 'expired', 'revoked', 'voided')))
    THEN
      RAISE EXCEPTION 'an approval cannot go from % to %', OLD.state, NEW.state;
    END IF;
    IF OLD.state = 'pending' AND NEW.state IN ('approved', 'denied')
      AND OLD.decide_until <= clock_timestamp()
    THEN
      RAISE EXCEPTION 'the time to decide is over';
    END IF;
    IF NEW.state = 'used' AND OLD.use_until <= clock_timestamp() THEN
      RAISE EXCEPTION 'the time to use it is over';
    END IF;
    IF NEW.state = 'expired'
      AND clock_timestamp() < (CASE OLD.state WHEN 'pending' THEN OLD.decide_until
                                              ELSE OLD.use_until END)
    THEN
      RAISE EXCEPTION 'its time is not over';
    END IF;
  ELSIF (NEW.approved_at, NEW.use_until, NEW.settled_at, NEW.used_at, NEW.used_request_id)
    IS DISTINCT FROM
        (OLD.approved_at, OLD.use_until, OLD.settled_at, OLD.used_at, OLD.used_request_id)
  THEN
    RAISE EXCEPTION 'its times change with its state alone';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_keep BEFORE UPDATE ON approval
  FOR EACH ROW EXECUTE FUNCTION approval_keep();
--> statement-breakpoint
CREATE TRIGGER approval_no_delete BEFORE DELETE ON approval
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Who said what. A person counts once, whether for themselves or as somebody's deputy.
CREATE TABLE approval_vote (
  approval_id text NOT NULL REFERENCES approval (id),
  -- Who decided.
  person_id integer NOT NULL,
  member_id text NOT NULL,
  -- Whose power it was: their own, or the one that they are the deputy of.
  power_id integer NOT NULL,
  delegation_id text,
  choice text NOT NULL CHECK (choice IN ('approve', 'deny')),
  kind text NOT NULL CHECK (kind IN ('step', 'break_glass')),
  reason text,
  proof text NOT NULL CHECK (proof IN ('session')),
  -- When they had proved it last.
  proved_at timestamptz NOT NULL,
  voted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (approval_id, person_id),
  UNIQUE (approval_id, power_id),
  CHECK (choice = 'approve' OR reason IS NOT NULL),
  CHECK (kind = 'step' OR reason IS NOT NULL),
  CHECK ((delegation_id IS NULL) = (person_id = power_id))
);
--> statement-breakpoint
CREATE INDEX approval_vote_person ON approval_vote (person_id, voted_at);
--> statement-breakpoint
CREATE FUNCTION approval_vote_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM approval WHERE id = NEW.approval_id AND state = 'pending'
    AND clock_timestamp() < decide_until FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this approval is not waiting for anybody';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_vote_in_time BEFORE INSERT ON approval_vote
  FOR EACH ROW EXECUTE FUNCTION approval_vote_in_time();
--> statement-breakpoint
CREATE TRIGGER approval_vote_keep BEFORE UPDATE OR DELETE ON approval_vote
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Members who were passed over by a break-glass, until they have seen it.
CREATE TABLE approval_skipped (
  approval_id text NOT NULL REFERENCES approval (id),
  member_id text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  seen_at timestamptz,
  PRIMARY KEY (approval_id, member_id)
);
--> statement-breakpoint
-- A yes that is wider than one call, made by a decision: counted, ended, revocable.
CREATE TABLE approval_grant (
  id text PRIMARY KEY,
  approval_id text NOT NULL REFERENCES approval (id),
  source_id integer NOT NULL REFERENCES source (id),
  scope text NOT NULL CHECK (scope IN ('same_arguments', 'tool_in_session')),
  -- Of the call, or of caller, tool and session without the arguments.
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  uses integer NOT NULL DEFAULT 0 CHECK (uses >= 0),
  most integer NOT NULL CHECK (most > 0),
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_by text,
  revoked_reason text,
  last_used_at timestamptz,
  UNIQUE (approval_id, scope),
  CHECK (uses <= most)
);
--> statement-breakpoint
CREATE INDEX approval_grant_digest ON approval_grant (source_id, digest) WHERE revoked_at IS NULL;
--> statement-breakpoint
-- Out of office: one deputy decides with this person's power between two dates.
CREATE TABLE approval_delegation (
  id text PRIMARY KEY,
  from_member text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  to_member text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  reason text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  CHECK (starts_at < ends_at),
  CHECK (from_member <> to_member)
);
--> statement-breakpoint
CREATE UNIQUE INDEX approval_delegation_one ON approval_delegation (from_member)
  WHERE ended_at IS NULL;
--> statement-breakpoint
-- Calls that name an approval, written with their batch: what ran is compared with what was approved.
CREATE TABLE approval_run (
  batch_id bigint NOT NULL,
  source_id integer NOT NULL,
  occurred_at timestamptz NOT NULL,
  event_id text NOT NULL,
  approval_id text NOT NULL,
  arguments_digest bytea NOT NULL,
  -- Compared already; one whose approval is not known yet is left open.
  compared_at timestamptz,
  differs text[],
  PRIMARY KEY (approval_id, occurred_at, source_id, event_id)
);
--> statement-breakpoint
CREATE INDEX approval_run_open ON approval_run (batch_id) WHERE compared_at IS NULL;
