// Every vote by passkey of the deployment, verified again from what is stored.
import { createHash } from "node:crypto";
import type postgres from "postgres";
import type { Choice, WiderScope } from "./model";
import { passkeyEvidence, type PasskeyEvidence } from "./passkey-evidence";
import { verifyStoredProof } from "./verify-stored-proof";

const AT_ONCE = 500;

type Row = {
  approvalId: string;
  callDigest: Buffer;
  member: string;
  votedAt: string;
  choice: Choice;
  kind: "step" | "break_glass";
  deputyOf: string | null;
  scope: WiderScope | null;
  evidence: string | null;
  /** The key, by the admin log of the day on which this member added the passkey. */
  addedSha256: string | null;
};

export type VerifiedVote = {
  approval: string;
  member: string;
  votedAt: string;
  choice: Choice;
  proof: "session" | "passkey";
  /** Hex. */
  callDigest: string;
  evidence: PasskeyEvidence | null;
  /** Null where it holds, and for a session, which leaves nothing to verify. */
  problem: string | null;
};

/** In the order of approvals; a page at a time, so that any number can be gone through. */
export async function* verifyVotes(sql: postgres.Sql): AsyncGenerator<VerifiedVote> {
  const rows = sql<Row[]>`
    SELECT v.approval_id AS "approvalId", a.call_digest AS "callDigest", v.member_id AS member,
           to_json(v.voted_at)#>>'{}' AS "votedAt", v.choice, v.kind,
           d.from_member AS "deputyOf", g.scope, v.evidence,
           (SELECT l.details->>'publicKeySha256' FROM admin_log l
            WHERE l.action = 'passkey.added' AND l.subject = v.member_id
              AND l.details->>'passkey' = v.evidence::json->>'passkey') AS "addedSha256"
    FROM approval_vote v JOIN approval a ON a.id = v.approval_id
    LEFT JOIN approval_delegation d ON d.id = v.delegation_id
    LEFT JOIN approval_grant g ON g.approval_id = v.approval_id AND v.choice = 'approve'
    ORDER BY a.requested_at, v.approval_id, v.person_id`;
  for await (const page of rows.cursor(AT_ONCE)) for (const row of page) yield verified(row);
}

function verified(row: Row): VerifiedVote {
  const { approvalId, callDigest, member, votedAt, choice } = row;
  const evidence = row.evidence === null ? null : readEvidence(row.evidence);
  return {
    approval: approvalId,
    member,
    votedAt,
    choice,
    proof: row.evidence === null ? "session" : "passkey",
    callDigest: callDigest.toString("hex"),
    evidence,
    problem: problemOf(row, evidence),
  };
}

function problemOf(row: Row, evidence: PasskeyEvidence | null): string | null {
  if (row.evidence === null) return null;
  if (evidence === null) return "the evidence cannot be read";
  const { approvalId, callDigest, kind, choice } = row;
  const decision = {
    kind,
    choice,
    ...(row.deputyOf !== null && { for: row.deputyOf }),
    ...(row.scope !== null && { scope: row.scope }),
  };
  const problem = verifyStoredProof({ approvalId, callDigest, decision, evidence });
  if (problem !== null) return problem;
  const key = Buffer.from(evidence.publicKey, "base64url");
  const isTheirs = row.addedSha256 === createHash("sha256").update(key).digest("hex");
  return isTheirs ? null : "the admin log does not say that this member added this key";
}

function readEvidence(text: string): PasskeyEvidence | null {
  const parsed = passkeyEvidence.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
