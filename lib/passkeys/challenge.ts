// Challenges: made for one member and one purpose, taken once, within two minutes.
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { CHALLENGE_SECONDS, type Purpose } from "./model";

/** Of a decision: about which approval, and what is decided, as canonical JSON. */
export type Subject = { approvalId: string; decision: string };

type Challenge = {
  challenge: string;
  memberId: string;
  purpose: Purpose;
  about?: Subject & { nonce: string };
};

/** What this member let run out is forgotten at the same time. */
export async function keepChallenge(
  tx: Db,
  { challenge, memberId, purpose, about }: Challenge,
): Promise<void> {
  await tx.execute(sql`
    DELETE FROM passkey_challenge
    WHERE member_id = ${memberId} AND expires_at <= clock_timestamp()`);
  await tx.execute(sql`
    INSERT INTO passkey_challenge
      (challenge, member_id, purpose, approval_id, decision, nonce, expires_at)
    VALUES (${challenge}, ${memberId}, ${purpose}, ${about?.approvalId ?? null},
            ${about?.decision ?? null}, ${about?.nonce ?? null},
            clock_timestamp() + make_interval(secs => ${CHALLENGE_SECONDS}))`);
}

/**
 * Burns it, if it was made for exactly this, and returns its nonce; null otherwise. Two who take the
 * same one at once wait for each other, and the second finds nothing.
 */
export async function takeChallenge(
  tx: Db,
  asked: Omit<Challenge, "about"> & { about?: Subject },
): Promise<{ nonce: string | null } | null> {
  const [taken] = await tx.execute<{ nonce: string | null }>(sql`
    DELETE FROM passkey_challenge
    WHERE challenge = ${asked.challenge} AND member_id = ${asked.memberId}
      AND purpose = ${asked.purpose} AND clock_timestamp() < expires_at
      AND approval_id IS NOT DISTINCT FROM ${asked.about?.approvalId ?? null}::text
      AND decision IS NOT DISTINCT FROM ${asked.about?.decision ?? null}::text
    RETURNING nonce`);
  return taken ?? null;
}
