-- Sanctions that begin in the past re-colour history: one admin proposes, another one agrees.
CREATE TABLE sanction_proposal (
  id text PRIMARY KEY,
  ran_as jsonb NOT NULL,
  tools text[] NOT NULL,
  callers text[] NOT NULL,
  owner text NOT NULL,
  reason text NOT NULL,
  ticket text,
  active_from timestamptz NOT NULL,
  active_until timestamptz NOT NULL,
  proposed_by text NOT NULL,
  proposer_id text REFERENCES member (id),
  proposed_at timestamptz NOT NULL DEFAULT now(),
  outcome text CHECK (outcome IN ('agreed', 'declined')),
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  sanction_id text REFERENCES sanction (id),
  CHECK (active_from < active_until),
  CHECK (active_until <= active_from + interval '366 days'),
  CHECK ((outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (decided_by IS NULL)),
  CHECK ((sanction_id IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'agreed'))
);
--> statement-breakpoint
CREATE INDEX sanction_proposal_waiting ON sanction_proposal (proposed_at) WHERE outcome IS NULL;
--> statement-breakpoint
-- The second admin of a sanction that was proposed.
ALTER TABLE sanction ADD COLUMN agreed_by text;
