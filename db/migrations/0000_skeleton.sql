-- Dimensions: small, integer-keyed, upserted by ingest. Names, subjects and issuers live only here.
CREATE TABLE deployment (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  secret_fingerprint text NOT NULL,
  directory_version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
-- The next position of the sealed sequence; its row lock makes one worker do the work.
CREATE TABLE ledger_head (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  next_index bigint NOT NULL DEFAULT 0
);
--> statement-breakpoint
INSERT INTO ledger_head DEFAULT VALUES;
--> statement-breakpoint
CREATE TABLE person (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text,
  email text,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE principal (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id text NOT NULL UNIQUE,
  iss text,
  sub text,
  name text,
  email text,
  person_id integer REFERENCES person (id) ON DELETE SET NULL,
  link_provenance text CHECK (link_provenance IN ('manual', 'csv', 'observed')),
  linked_by text,
  linked_at timestamptz,
  is_service boolean NOT NULL DEFAULT false,
  is_trusted_actor boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (iss, sub),
  CHECK ((iss IS NULL) = (sub IS NULL)),
  CHECK ((person_id IS NULL) OR (link_provenance IS NOT NULL AND linked_at IS NOT NULL))
);
--> statement-breakpoint
CREATE INDEX principal_person ON principal (person_id) WHERE person_id IS NOT NULL;
--> statement-breakpoint
CREATE INDEX principal_sub ON principal (lower(sub));
--> statement-breakpoint
CREATE TABLE person_group (
  name text NOT NULL,
  person_id integer NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  provenance text NOT NULL CHECK (provenance IN ('manual', 'csv', 'oidc')),
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, person_id)
);
--> statement-breakpoint
CREATE TABLE source (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id text NOT NULL UNIQUE,
  name text NOT NULL UNIQUE,
  format text NOT NULL,
  resource text,
  issuer text,
  caller_ceiling text NOT NULL CHECK (caller_ceiling IN ('validated', 'asserted', 'absent')),
  downstream_ceiling text NOT NULL
    CHECK (downstream_ceiling IN ('validated', 'observed', 'configured', 'absent')),
  groups_trusted boolean NOT NULL DEFAULT false,
  evidence_provider boolean NOT NULL DEFAULT false,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE api_key (
  id text PRIMARY KEY,
  source_id integer NOT NULL REFERENCES source (id),
  secret_sha256 bytea NOT NULL,
  scopes text[] NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE client (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  client_id text,
  name text,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (client_id, name)
);
--> statement-breakpoint
CREATE TABLE server (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  resource text,
  configured jsonb,
  scope_ceiling text[],
  lifetime_limit_hours real,
  static_client text,
  declared_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE tool (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  server_id integer REFERENCES server (id),
  name text NOT NULL,
  risk text CHECK (risk IN ('read', 'write', 'destructive')),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE NULLS NOT DISTINCT (server_id, name)
);
--> statement-breakpoint
CREATE INDEX tool_name ON tool (name);
--> statement-breakpoint
CREATE TABLE session (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id integer NOT NULL REFERENCES source (id),
  session_sha256 bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (source_id, session_sha256)
);
--> statement-breakpoint
CREATE TABLE credential (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fingerprint bytea NOT NULL UNIQUE,
  kind text,
  label text,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE TABLE sanction (
  id text PRIMARY KEY,
  ran_as jsonb NOT NULL,
  tools text[] NOT NULL,
  callers text[] NOT NULL,
  owner text NOT NULL,
  reason text NOT NULL,
  ticket text,
  active_from timestamptz NOT NULL,
  active_until timestamptz NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (active_from < active_until),
  CHECK (active_until <= active_from + interval '366 days')
);
--> statement-breakpoint
CREATE TABLE revocation (
  id text PRIMARY KEY,
  iss text NOT NULL,
  sub text NOT NULL,
  revoked_at timestamptz NOT NULL,
  reason text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE SEQUENCE batch_id;
--> statement-breakpoint
-- One row a call. Partitioned by week; the primary key is the idempotency key.
-- Flags are bit sets (lib/identity/model.ts says which bit is which).
CREATE TABLE call (
  occurred_at timestamptz NOT NULL,
  source_id integer NOT NULL,
  event_id text NOT NULL,
  received_at timestamptz NOT NULL,
  batch_id bigint NOT NULL,
  batch_pos integer NOT NULL,
  caller_id integer,
  client_id integer,
  server_id integer,
  tool_id integer,
  session_id integer,
  ran_as_id integer,
  credential_id integer,
  type text NOT NULL,
  relation text NOT NULL,
  verdict text NOT NULL,
  flags integer NOT NULL,
  observed_flags integer NOT NULL DEFAULT 0,
  caller_evidence text NOT NULL,
  evidence text NOT NULL,
  severity text NOT NULL,
  judged_at_version bigint NOT NULL,
  ran_as_kind text,
  decision text,
  outcome text NOT NULL,
  duration_ms double precision,
  policy_version text,
  decision_id text,
  approval_id text,
  trace_id text,
  facts text,
  facts_salt bytea,
  envelope text NOT NULL,
  leaf_hash bytea NOT NULL,
  body_mac bytea NOT NULL,
  PRIMARY KEY (occurred_at, source_id, event_id)
) PARTITION BY RANGE (occurred_at);
--> statement-breakpoint
CREATE INDEX call_batch ON call (batch_id, batch_pos);
--> statement-breakpoint
CREATE INDEX call_caller ON call (caller_id, occurred_at);
--> statement-breakpoint
CREATE INDEX call_ran_as ON call (ran_as_id, occurred_at);
--> statement-breakpoint
CREATE INDEX call_tool ON call (tool_id, occurred_at);
--> statement-breakpoint
CREATE INDEX call_server ON call (server_id, occurred_at);
--> statement-breakpoint
CREATE INDEX call_verdict ON call (verdict, occurred_at);
--> statement-breakpoint
-- Everything else that a gateway sends; sealed alike, never counted as calls.
CREATE TABLE gateway_event (
  occurred_at timestamptz NOT NULL,
  source_id integer NOT NULL,
  event_id text NOT NULL,
  received_at timestamptz NOT NULL,
  batch_id bigint NOT NULL,
  batch_pos integer NOT NULL,
  type text NOT NULL,
  facts text,
  facts_salt bytea,
  envelope text NOT NULL,
  leaf_hash bytea NOT NULL,
  body_mac bytea NOT NULL,
  PRIMARY KEY (occurred_at, source_id, event_id)
) PARTITION BY RANGE (occurred_at);
--> statement-breakpoint
-- Parts are erased one by one (bytes and salt become null) and pruned by dropping partitions.
-- Keyed by the position in the batch: 12 bytes and append-only, where the call's key has about 60.
CREATE TABLE payload (
  occurred_at timestamptz NOT NULL,
  batch_id bigint NOT NULL,
  batch_pos integer NOT NULL,
  arguments text,
  arguments_salt bytea,
  result text,
  result_salt bytea,
  text text,
  text_salt bytea,
  network text,
  network_salt bytea,
  PRIMARY KEY (occurred_at, batch_id, batch_pos)
) PARTITION BY RANGE (occurred_at);
--> statement-breakpoint
CREATE TABLE payload_raw (
  occurred_at timestamptz NOT NULL,
  batch_id bigint NOT NULL,
  batch_pos integer NOT NULL,
  ciphertext bytea,
  salt bytea,
  PRIMARY KEY (occurred_at, batch_id, batch_pos)
) PARTITION BY RANGE (occurred_at);
--> statement-breakpoint
-- Records without a time of their own get the time of their first receipt; this remembers which.
CREATE TABLE undated_event (
  source_id integer NOT NULL REFERENCES source (id),
  event_id text NOT NULL,
  occurred_at timestamptz NOT NULL,
  PRIMARY KEY (source_id, event_id)
);
--> statement-breakpoint
CREATE TABLE quarantine (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id integer NOT NULL REFERENCES source (id),
  format text NOT NULL,
  reason text NOT NULL,
  position text NOT NULL,
  event_id text,
  content_mac bytea NOT NULL,
  ciphertext bytea NOT NULL,
  received_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  UNIQUE (source_id, content_mac)
);
--> statement-breakpoint
CREATE TABLE seal_pending (
  batch_id bigint PRIMARY KEY,
  n integer NOT NULL CHECK (n > 0),
  from_time timestamptz NOT NULL,
  to_time timestamptz NOT NULL,
  leaf_hashes bytea NOT NULL,
  CHECK (octet_length(leaf_hashes) = n * 32)
);
--> statement-breakpoint
-- index of an event = first_index + batch_pos: gap-free, in commit order.
CREATE TABLE sealed (
  batch_id bigint PRIMARY KEY,
  first_index bigint NOT NULL UNIQUE,
  n integer NOT NULL CHECK (n > 0),
  from_time timestamptz NOT NULL,
  to_time timestamptz NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit record is append-only: % on % refused', TG_OP, TG_TABLE_NAME;
END $$;
--> statement-breakpoint
-- Only what a re-judge derives may change, and only in a transaction that says it is one.
CREATE FUNCTION allow_derived_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept call;
BEGIN
  IF current_setting('onbehalf.rejudge', true) IS DISTINCT FROM 'on' THEN
    RAISE EXCEPTION 'the audit record is append-only: UPDATE on call refused';
  END IF;
  kept := NEW;
  kept.relation := OLD.relation;
  kept.verdict := OLD.verdict;
  kept.flags := OLD.flags;
  kept.observed_flags := OLD.observed_flags;
  kept.caller_evidence := OLD.caller_evidence;
  kept.evidence := OLD.evidence;
  kept.severity := OLD.severity;
  kept.judged_at_version := OLD.judged_at_version;
  IF kept IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'the audit record is append-only: only derived columns of call may change';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER call_keep BEFORE UPDATE ON call FOR EACH ROW EXECUTE FUNCTION allow_derived_only();
--> statement-breakpoint
CREATE TRIGGER call_no_delete BEFORE DELETE ON call FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER gateway_event_keep BEFORE UPDATE OR DELETE ON gateway_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sealed_keep BEFORE UPDATE OR DELETE ON sealed
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TABLE member (
  id text PRIMARY KEY,
  email text NOT NULL,
  name text,
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE UNIQUE INDEX member_email ON member (lower(email));
--> statement-breakpoint
CREATE TABLE member_role (
  member_id text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  role text NOT NULL
    CHECK (role IN ('viewer', 'investigator', 'auditor', 'approver', 'admin', 'owner')),
  PRIMARY KEY (member_id, role)
);
--> statement-breakpoint
CREATE TABLE member_session (
  id_sha256 bytea PRIMARY KEY,
  member_id text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  auth_time timestamptz NOT NULL,
  last_active_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  address text,
  user_agent text
);
--> statement-breakpoint
CREATE INDEX member_session_member ON member_session (member_id);
--> statement-breakpoint
CREATE TABLE sign_in_failure (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE INDEX sign_in_failure_subject ON sign_in_failure (subject, at);
--> statement-breakpoint
CREATE TABLE setup_link (
  token_sha256 bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
--> statement-breakpoint
CREATE TABLE admin_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL,
  subject text,
  details jsonb NOT NULL DEFAULT '{}',
  request_id text
);
--> statement-breakpoint
CREATE TRIGGER admin_log_keep BEFORE UPDATE OR DELETE ON admin_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
