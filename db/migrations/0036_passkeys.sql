-- What a member can sign a decision with. One that was removed stays, for what it signed.
CREATE TABLE member_passkey (
  id text PRIMARY KEY,
  member_id text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  -- base64url, as browsers name it.
  credential_id text NOT NULL UNIQUE,
  -- COSE_Key (RFC 9052).
  public_key bytea NOT NULL,
  counter bigint NOT NULL CHECK (counter >= 0),
  transports text[] NOT NULL,
  -- Stays on one device, or may be copied by its maker to others; and whether it was.
  device_bound boolean NOT NULL,
  backed_up boolean NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  removed_at timestamptz
);
--> statement-breakpoint
CREATE INDEX member_passkey_member ON member_passkey (member_id) WHERE removed_at IS NULL;
--> statement-breakpoint
-- What a passkey is asked to sign: once, by this member, for this purpose, within minutes.
CREATE TABLE passkey_challenge (
  -- base64url of 32 bytes.
  challenge text PRIMARY KEY,
  member_id text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('enrol', 'decide', 'break_glass')),
  -- Of a decision: about which approval, what is decided (canonical JSON), and the random part.
  approval_id text REFERENCES approval (id),
  decision text,
  nonce text,
  expires_at timestamptz NOT NULL,
  CHECK ((purpose = 'enrol') = (approval_id IS NULL)),
  CHECK ((approval_id IS NULL) = (decision IS NULL)),
  CHECK ((approval_id IS NULL) = (nonce IS NULL))
);
--> statement-breakpoint
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
--> statement-breakpoint
ALTER TABLE approval_vote DROP CONSTRAINT approval_vote_proof_check;
--> statement-breakpoint
-- JSON of what the passkey signed and with which key: enough to verify the vote without this program.
ALTER TABLE approval_vote
  ADD COLUMN evidence text,
  ADD CONSTRAINT approval_vote_proof_check CHECK (proof IN ('session', 'passkey')),
  ADD CONSTRAINT approval_vote_evidence_check CHECK ((proof = 'passkey') = (evidence IS NOT NULL));
--> statement-breakpoint
-- A message to a member about their own account goes to their own e-mail, not to a channel.
ALTER TABLE outbox
  ALTER COLUMN channel_id DROP NOT NULL,
  ADD COLUMN member_id text REFERENCES member (id) ON DELETE CASCADE,
  ADD CONSTRAINT outbox_receiver_check CHECK ((channel_id IS NULL) <> (member_id IS NULL)),
  ADD CONSTRAINT outbox_member_once UNIQUE (member_id, dedupe_key);
