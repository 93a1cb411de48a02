-- The policy, versioned as a whole. A version never changes; the newest is the one in force.
CREATE TABLE policy_version (
  number integer PRIMARY KEY CHECK (number > 0),
  -- As it was written, comments included.
  document text NOT NULL,
  -- SHA-256 of the canonical JSON of what it says, in hex.
  content_hash text NOT NULL,
  -- The version that its author started from; 0 for none.
  base integer NOT NULL,
  author text NOT NULL,
  reason text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE TRIGGER policy_version_keep BEFORE UPDATE OR DELETE ON policy_version
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Denies that an admin set in a hurry: they act before every rule, until they end or are lifted.
CREATE TABLE block (
  id text PRIMARY KEY,
  -- Selectors of the policy's grammar, and a credential as gateways state it; all that is there
  -- must fit.
  subject text,
  resource text,
  credential text,
  reason text NOT NULL,
  set_by text NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now(),
  until timestamptz,
  lifted_by text,
  lifted_at timestamptz,
  lift_reason text,
  CHECK (coalesce(subject, resource, credential) IS NOT NULL)
);
--> statement-breakpoint
CREATE INDEX block_standing ON block (set_at) WHERE lifted_at IS NULL;
--> statement-breakpoint
-- Raised by whatever changes what gateways are answered; every process looks at it several times a
-- second and reads the rest only when it moved.
ALTER TABLE deployment ADD COLUMN decisions_version bigint NOT NULL DEFAULT 0;
--> statement-breakpoint
-- Calls that a limited rule let through, by window: one row that every process counts up.
CREATE TABLE rule_use (
  -- SHA-256 of rule and whom it counts for, in hex: names nobody.
  counter text NOT NULL,
  window_start timestamptz NOT NULL,
  n integer NOT NULL,
  PRIMARY KEY (counter, window_start)
);
--> statement-breakpoint
ALTER TABLE source
  ADD COLUMN decision_mode text NOT NULL DEFAULT 'enforce'
    CHECK (decision_mode IN ('monitor', 'enforce')),
  -- Whether an answer waits until it is written down for good.
  ADD COLUMN decision_recording text NOT NULL DEFAULT 'asynchronous'
    CHECK (decision_recording IN ('asynchronous', 'durable'));
--> statement-breakpoint
-- What gateways asked and were answered; its id locates it, as a call's does.
CREATE TABLE decision (
  occurred_at timestamptz NOT NULL,
  id text NOT NULL,
  source_id integer NOT NULL,
  caller_id integer,
  -- The verified client of `context.agent`.
  client text,
  action text NOT NULL,
  server_id integer,
  tool_id integer,
  -- Type and id, where it is no tool of a server.
  resource text,
  run_as text,
  effect text NOT NULL CHECK (effect IN ('allow', 'ask', 'deny')),
  -- What enforcing would have answered, where the source only monitors.
  would text CHECK (would IN ('ask', 'deny')),
  reason text NOT NULL,
  rule_ids text[] NOT NULL,
  policy_version integer NOT NULL,
  -- Seconds.
  retry_after integer,
  request_id text,
  PRIMARY KEY (occurred_at, id)
) PARTITION BY RANGE (occurred_at);
--> statement-breakpoint
CREATE INDEX decision_caller ON decision (caller_id, occurred_at);
--> statement-breakpoint
CREATE INDEX decision_tool ON decision (tool_id, occurred_at);
--> statement-breakpoint
CREATE INDEX decision_denied ON decision (occurred_at)
  WHERE effect <> 'allow' OR would IS NOT NULL;
--> statement-breakpoint
INSERT INTO retention (kind, days) VALUES ('decisions', 400);
