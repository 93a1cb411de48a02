import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import type { HeldApproval } from "./held-approval";
import { GRANT_SECONDS, GRANT_USES, type WiderScope } from "./model";

/** A grant beside the approval that was just given. Throws `invalid` for a call without a session. */
export async function makeGrant(
  tx: Db,
  { id, sourceId, callDigest, sessionDigest }: HeldApproval,
  scope: WiderScope,
  by: string,
): Promise<void> {
  const digest = scope === "same_arguments" ? callDigest : sessionDigest;
  if (digest === null) {
    throw new DomainError("invalid", "The call names no session that a grant could be bound to.");
  }
  await tx.execute(sql`
    INSERT INTO approval_grant (id, approval_id, source_id, scope, digest, most, granted_by, ends_at)
    SELECT ${randomId("agr")}, a.id, ${sourceId}, ${scope}, decode(${digest.toString("hex")}, 'hex'),
           ${GRANT_USES}, ${by}, now() + make_interval(secs => ${GRANT_SECONDS})
    FROM approval a WHERE a.id = ${id} AND a.state = 'approved'
    ON CONFLICT (approval_id, scope) DO NOTHING`);
}
