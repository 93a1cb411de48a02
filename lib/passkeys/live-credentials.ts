import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";

export type LiveCredential = {
  id: string;
  credentialId: string;
  transports: string[];
  /** In milliseconds since the epoch. */
  enrolledAt: number;
};

/** The passkeys of a member that were not removed, oldest first. */
export async function liveCredentials(
  tx: Pick<Db, "execute">,
  memberId: string,
): Promise<LiveCredential[]> {
  return [
    ...(await tx.execute<LiveCredential>(sql`
      SELECT id, credential_id AS "credentialId", transports,
             extract(epoch FROM created_at)::float8 * 1000 AS "enrolledAt"
      FROM member_passkey WHERE member_id = ${memberId} AND removed_at IS NULL
      ORDER BY created_at, id`)),
  ];
}
