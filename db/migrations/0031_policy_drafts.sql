-- Changes of the policy on their way. A draft is written by members and the operator, each an author.
CREATE TABLE policy_draft (
  id text PRIMARY KEY,
  state text NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'agreed', 'published', 'discarded')),
  title text NOT NULL,
  reason text NOT NULL,
  -- JSON with comments, as it is written; it may be none yet.
  document text NOT NULL,
  -- The version that it was made from; 0 for none.
  base integer NOT NULL,
  -- Raised by every save, and by nothing else.
  revision integer NOT NULL DEFAULT 1,
  -- The version whose document it brings back.
  restores integer REFERENCES policy_version (number),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  saved_by text NOT NULL,
  saved_at timestamptz NOT NULL DEFAULT now(),
  -- Of a second admin, to one revision.
  agreed_by text,
  agreed_by_member text,
  agreed_at timestamptz,
  agreed_revision integer,
  agree_reason text,
  overrides_tests boolean NOT NULL DEFAULT false,
  published_as integer UNIQUE REFERENCES policy_version (number),
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  CHECK ((state = 'agreed') <= (agreed_by IS NOT NULL AND agreed_revision = revision)),
  CHECK ((state = 'published') = (published_as IS NOT NULL)),
  CHECK ((state IN ('published', 'discarded')) = (ended_at IS NOT NULL))
);
--> statement-breakpoint
CREATE INDEX policy_draft_saved ON policy_draft (saved_at DESC, id DESC);
--> statement-breakpoint
-- Whoever wrote any of its revisions; none of them may agree.
CREATE TABLE policy_draft_author (
  draft_id text NOT NULL REFERENCES policy_draft (id),
  name text NOT NULL,
  -- Null for the operator at the machine.
  member_id text,
  since timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (draft_id, name)
);
--> statement-breakpoint
-- How a version came about; null where it was published without a draft.
ALTER TABLE policy_version
  ADD COLUMN draft_id text,
  ADD COLUMN published_by text,
  ADD COLUMN agreed_by text,
  ADD COLUMN agree_reason text,
  -- Failing tests did not hold it back, because the second admin said so.
  ADD COLUMN overrode_tests boolean NOT NULL DEFAULT false,
  -- A second admin was needed, and the deployment ran without one.
  ADD COLUMN single_admin boolean NOT NULL DEFAULT false,
  ADD COLUMN restores integer;
--> statement-breakpoint
-- Whether one admin may do alone what needs two; also so while there is only one.
ALTER TABLE deployment ADD COLUMN single_admin boolean NOT NULL DEFAULT false;
--> statement-breakpoint
-- The draft as a replay reads it: saving the draft does not change what was asked.
CREATE TABLE policy_replay (
  job_id text PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  draft_id text NOT NULL REFERENCES policy_draft (id),
  revision integer NOT NULL,
  document text NOT NULL,
  base integer NOT NULL,
  from_time timestamptz NOT NULL,
  to_time timestamptz NOT NULL,
  -- Rules with a beginning or an end are judged as of then.
  asked_at timestamptz NOT NULL DEFAULT now(),
  -- Whether whoever asked may see payloads: without it no argument is read.
  reads_arguments boolean NOT NULL,
  oldest timestamptz,
  newest timestamptz
);
--> statement-breakpoint
CREATE INDEX policy_replay_draft ON policy_replay (draft_id, asked_at DESC);
--> statement-breakpoint
-- What a replay found, by identity and tool; 0 stands for none.
CREATE TABLE policy_replay_count (
  job_id text NOT NULL REFERENCES policy_replay (job_id) ON DELETE CASCADE,
  -- A flip, why none can be told, or that arguments decide.
  outcome text NOT NULL,
  -- Whether an argument was read to tell.
  by_arguments boolean NOT NULL,
  was text NOT NULL,
  becomes text NOT NULL,
  caller_id integer NOT NULL,
  client_id integer NOT NULL,
  server_id integer NOT NULL,
  tool_id integer NOT NULL,
  type text NOT NULL,
  n bigint NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  -- Keys of a few calls, the first seen.
  samples jsonb NOT NULL,
  PRIMARY KEY (job_id, outcome, by_arguments, was, becomes, caller_id, client_id, server_id, tool_id, type)
);
