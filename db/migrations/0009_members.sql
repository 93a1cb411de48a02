ALTER TABLE member
  ADD COLUMN IF NOT EXISTS person_id integer REFERENCES person (id) ON DELETE SET NULL,
  ADD COLUMN last_active_at timestamptz;
--> statement-breakpoint
-- The company accounts a member signs in with. The pair is the identifier; no e-mail ever is.
CREATE TABLE member_account (
  iss text NOT NULL,
  sub text NOT NULL,
  member_id text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  bound_by text NOT NULL CHECK (bound_by IN ('invitation', 'claim')),
  bound_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (iss, sub)
);
--> statement-breakpoint
CREATE INDEX member_account_member ON member_account (member_id);
--> statement-breakpoint
CREATE TABLE invitation (
  id text PRIMARY KEY,
  token_sha256 bytea NOT NULL UNIQUE,
  email text NOT NULL,
  name text,
  roles text[] NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  removed_at timestamptz
);
--> statement-breakpoint
CREATE TABLE access_token (
  id text PRIMARY KEY,
  member_id text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  name text NOT NULL,
  secret_sha256 bytea NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  last_used_at timestamptz
);
--> statement-breakpoint
CREATE INDEX access_token_member ON access_token (member_id);
