import { eq, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { member } from "../../db/schema/access";
import { randomId } from "../ids";
import { ADDRESSES, type Message } from "./model";

/** What a member is told about their own account. */
export type OwnNotice = "passkey";

/**
 * Writes an e-mail to a member's own address, in the transaction of what it tells; false where they
 * have none, as one whom a claim let in. To be called only where a mail server is configured.
 */
export async function tellMember(
  tx: Db,
  memberId: string,
  notice: { event: OwnNotice; dedupeKey: string; message: Message },
): Promise<boolean> {
  const [found] = await tx
    .select({ email: member.email })
    .from(member)
    .where(eq(member.id, memberId));
  if (!ADDRESSES.email.safeParse(found?.email).success) return false;
  await tx.execute(sql`
    INSERT INTO outbox (id, member_id, event, dedupe_key, message)
    VALUES (${randomId("msg")}, ${memberId}, ${notice.event}, ${notice.dedupeKey},
            ${JSON.stringify(notice.message)})
    ON CONFLICT (member_id, dedupe_key) DO NOTHING`);
  return true;
}
