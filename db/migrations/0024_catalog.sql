-- What the catalog has learned from: events of the sealed sequence before next_index. Its row lock
-- makes one worker do the work; version is raised by whatever a decision depends on.
CREATE TABLE catalog_head (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  next_index bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0
);
--> statement-breakpoint
INSERT INTO catalog_head DEFAULT VALUES;
--> statement-breakpoint
-- Servers of which a tool was seen. What they are called and how they sign in stays in server.
CREATE TABLE catalog_server (
  server_id integer PRIMARY KEY REFERENCES server (id),
  state text NOT NULL DEFAULT 'learning' CHECK (state IN ('learning', 'enforced')),
  -- Whether a request that states no fingerprint is held.
  strict boolean NOT NULL DEFAULT false,
  -- The last list that had every tool, and how many of its entries could not be read.
  listed_at timestamptz,
  unread integer NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by text,
  reason text
);
--> statement-breakpoint
CREATE TABLE catalog_tool (
  tool_id integer PRIMARY KEY REFERENCES tool (id),
  server_id integer NOT NULL REFERENCES catalog_server (server_id),
  state text NOT NULL CHECK (state IN ('allowed', 'new', 'changed', 'blocked')),
  state_since timestamptz NOT NULL DEFAULT now(),
  -- The fingerprint that was seen last, and the one that counts as reviewed.
  sha256 bytea,
  reviewed_sha256 bytea,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  -- When sha256 was seen last: an older definition is history.
  told_at timestamptz,
  -- The time of the complete list that no longer had it.
  gone_since timestamptz,
  renamed_from integer REFERENCES tool (id)
);
--> statement-breakpoint
CREATE INDEX catalog_tool_server ON catalog_tool (server_id, tool_id);
--> statement-breakpoint
CREATE INDEX catalog_tool_waiting ON catalog_tool (tool_id) WHERE state IN ('new', 'changed');
--> statement-breakpoint
-- Every definition that a tool had. The document is canonical JSON without secrets; null where only
-- a call stated the fingerprint, or where it is too large to be kept (bytes says how large).
CREATE TABLE tool_definition (
  tool_id integer NOT NULL REFERENCES tool (id),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  document text,
  bytes integer,
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  seen_in text NOT NULL CHECK (seen_in IN ('list', 'call', 'import')),
  source_id integer REFERENCES source (id),
  event_id text,
  PRIMARY KEY (tool_id, sha256)
);
--> statement-breakpoint
-- What happened to a tool in the catalog, by this program or by a member.
CREATE TABLE tool_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tool_id integer NOT NULL REFERENCES tool (id),
  at timestamptz NOT NULL DEFAULT now(),
  what text NOT NULL,
  from_state text,
  to_state text NOT NULL,
  sha256 bytea,
  by text NOT NULL,
  reason text,
  source_id integer REFERENCES source (id),
  event_id text
);
--> statement-breakpoint
CREATE INDEX tool_change_tool ON tool_change (tool_id, id);
--> statement-breakpoint
-- Lists of tools as they came, written with their batch; the worker removes them as it learns.
CREATE TABLE listing_pending (
  batch_id bigint NOT NULL,
  batch_pos integer NOT NULL,
  source_id integer NOT NULL,
  server_id integer NOT NULL,
  occurred_at timestamptz NOT NULL,
  event_id text NOT NULL,
  listing text NOT NULL,
  PRIMARY KEY (batch_id, batch_pos)
);
--> statement-breakpoint
-- Lists of several pages of which the next page is still to come.
CREATE TABLE listing_open (
  source_id integer NOT NULL,
  server_id integer NOT NULL,
  cursor_sha256 text NOT NULL,
  names text NOT NULL,
  unread integer NOT NULL,
  started_at timestamptz NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source_id, server_id, cursor_sha256)
);
