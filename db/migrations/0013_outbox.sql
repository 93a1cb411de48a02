-- Where messages go. Address and signing secret are encrypted: a Slack URL is a secret too.
CREATE TABLE channel (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('webhook', 'email', 'slack')),
  name text NOT NULL,
  -- What may be shown of the address: a host, or an e-mail address.
  shown text NOT NULL,
  address bytea NOT NULL,
  secret bytea,
  events text[] NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz,
  CHECK ((kind = 'webhook') = (secret IS NOT NULL))
);
--> statement-breakpoint
-- One message to one channel, written in the transaction of what it tells.
CREATE TABLE outbox (
  -- Also the receiver's idempotency key.
  id text PRIMARY KEY,
  channel_id text NOT NULL REFERENCES channel (id),
  event text NOT NULL,
  -- The same thing is told to a channel once.
  dedupe_key text NOT NULL,
  message text NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'dead')),
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  -- Until then one worker alone may deliver it.
  leased_until timestamptz,
  -- After this the next failure is the last.
  give_up_at timestamptz NOT NULL DEFAULT now() + interval '24 hours',
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  UNIQUE (channel_id, dedupe_key)
);
--> statement-breakpoint
CREATE INDEX outbox_due ON outbox (next_at) WHERE status = 'waiting';
--> statement-breakpoint
CREATE INDEX outbox_created ON outbox (created_at, id);
--> statement-breakpoint
-- What is yet to be told of a source, and what was told last.
CREATE TABLE source_notice (
  source_id integer PRIMARY KEY REFERENCES source (id),
  -- Calls of critical and high severity since the last message, and when they were made.
  critical bigint NOT NULL DEFAULT 0,
  high bigint NOT NULL DEFAULT 0,
  first_at timestamptz,
  last_at timestamptz,
  severe_told_in timestamptz,
  -- The last receipt whose silence was told.
  silence_told_for timestamptz,
  quarantine_told bigint NOT NULL DEFAULT 0,
  quarantine_told_in timestamptz
);
