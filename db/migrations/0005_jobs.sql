-- Long work: persisted, taken over when its holder dies (lib/jobs/model.ts has the states).
CREATE TABLE job (
  id text PRIMARY KEY,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  done bigint NOT NULL DEFAULT 0,
  -- Null while nobody knows.
  total bigint,
  sentence text NOT NULL,
  input jsonb NOT NULL DEFAULT '{}',
  -- Where the next step goes on; its kind's own.
  cursor jsonb,
  result jsonb,
  error text,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  holder text,
  lease_until timestamptz,
  -- How often a worker took it: more than once means that one died or stopped.
  takes integer NOT NULL DEFAULT 0
);
--> statement-breakpoint
CREATE INDEX job_asked ON job (asked_at, id);
--> statement-breakpoint
CREATE INDEX job_open ON job (kind, asked_at) WHERE state IN ('queued', 'running');
--> statement-breakpoint
-- A change of the directory joins the re-judge that waits.
CREATE UNIQUE INDEX job_one_rejudge_waits ON job (kind) WHERE state = 'queued' AND kind = 'rejudge';
--> statement-breakpoint
-- What changed in the directory, in words, at which version; for the history of the calls it moved.
CREATE TABLE directory_change (
  version bigint PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  why text NOT NULL,
  -- When the last call that it can affect was judged again; null while that goes on.
  settled_at timestamptz
);
--> statement-breakpoint
CREATE INDEX directory_change_open ON directory_change (version) WHERE settled_at IS NULL;
--> statement-breakpoint
-- Which calls a change can affect (lib/identity/directory-scope.ts). Removed a day after it settled.
CREATE TABLE directory_scope (
  version bigint NOT NULL REFERENCES directory_change (version) ON DELETE CASCADE,
  n integer GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  ref integer,
  keys text[],
  from_time timestamptz NOT NULL DEFAULT '-infinity',
  until_time timestamptz NOT NULL DEFAULT 'infinity',
  -- Tools that are known and not meant; one that is seen later is in.
  except_tools integer[],
  PRIMARY KEY (version, n)
);
--> statement-breakpoint
CREATE INDEX directory_scope_ref ON directory_scope (ref, kind, version) WHERE ref IS NOT NULL;
--> statement-breakpoint
CREATE INDEX directory_scope_keys ON directory_scope USING gin (keys);
--> statement-breakpoint
-- What a call's conclusion was and became. Append-only, as the call itself.
CREATE TABLE verdict_change (
  occurred_at timestamptz NOT NULL,
  source_id integer NOT NULL,
  event_id text NOT NULL,
  n bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  from_verdict text NOT NULL,
  to_verdict text NOT NULL,
  from_relation text NOT NULL,
  to_relation text NOT NULL,
  from_flags integer NOT NULL,
  to_flags integer NOT NULL,
  from_severity text NOT NULL,
  to_severity text NOT NULL,
  from_version bigint NOT NULL,
  to_version bigint NOT NULL,
  -- The changes of the directory between the two that can affect the call.
  changes bigint[] NOT NULL,
  -- Independent evidence was found for the call.
  evidence boolean NOT NULL,
  job_id text,
  PRIMARY KEY (occurred_at, source_id, event_id, n)
);
--> statement-breakpoint
CREATE TRIGGER verdict_change_keep BEFORE UPDATE OR DELETE ON verdict_change
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Why the call waits: evidence came for it, or the directory changed while it was on its way.
ALTER TABLE rejudge_pending ADD COLUMN evidence boolean NOT NULL DEFAULT true;
--> statement-breakpoint
CREATE INDEX evidence_principal ON evidence (principal_id);
--> statement-breakpoint
-- The owner that a gateway states for a credential: MD5 of the JSON string (lib/calls/parts.ts).
CREATE FUNCTION call_owner(facts text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN md5(substring(facts FROM '"credentialOwner":("(?:[^"\\]|\\.)*")'));
--> statement-breakpoint
-- The outermost actor of the downstream token: `act` comes first in the canonical form.
CREATE FUNCTION call_actor(envelope text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN substring(envelope FROM '"downstream":\{.*"token":\{"act":"(prn_[^"]+)"');
--> statement-breakpoint
CREATE INDEX call_owner ON call (call_owner(facts), occurred_at)
  WHERE facts LIKE '%"credentialOwner":%';
--> statement-breakpoint
CREATE INDEX call_actor ON call (call_actor(envelope), occurred_at)
  WHERE envelope LIKE '%"token":{"act":"prn\_%';
