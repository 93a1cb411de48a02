// The end of "Connect company account": the account that came back becomes one's own way in.
import { and, eq } from "drizzle-orm";
import type { Db, Pool } from "../../db/client";
import { adminLog, memberAccount } from "../../db/schema/access";
import { findUnstorable } from "../unstorable-text";
import { bindAccount, lockAccount } from "./admit-account";
import { bindingFits } from "./binding-cookie";
import type { CompanyAccount } from "./oidc-claims";
import type { Refusal } from "./refusals";
import { recordRefusal } from "./record-refusal";
import { viewerOf, type Visit } from "./session";

export type Binding = { bound: true } | { refused: Refusal };

/**
 * Binds a verified account to the member whose session asked for it. Never takes an account that is
 * another member's; whatever is refused is recorded.
 */
export async function bindOwnAccount(
  pool: Pool,
  account: CompanyAccount | null,
  asked: { wish: string; sessionId: string | null; secret: string; now: number },
  visit: Visit,
): Promise<Binding> {
  if (account === null || findUnstorable(account) !== null) return { refused: "unfinished" };
  const { wish, sessionId } = asked;
  const fits = sessionId !== null && bindingFits(wish, sessionId, asked);
  const viewer = fits ? await viewerOf(pool, sessionId, true, asked.now) : null;
  return pool.db.transaction(async (tx) => {
    const refused =
      viewer === null ? "binding_void" : await bindUnlessTaken(tx, account, viewer, visit);
    if (refused === null) return { bound: true };
    await recordRefusal(tx, account, refused, visit);
    return { refused };
  });
}

async function bindUnlessTaken(
  tx: Db,
  account: CompanyAccount,
  { memberId, email }: { memberId: string; email: string },
  { requestId }: Visit,
): Promise<Refusal | null> {
  const { iss, sub } = account;
  await lockAccount(tx, account);
  const [bound] = await tx
    .select({ memberId: memberAccount.memberId })
    .from(memberAccount)
    .where(and(eq(memberAccount.iss, iss), eq(memberAccount.sub, sub)));
  if (bound) return bound.memberId === memberId ? null : "account_taken";
  await bindAccount(tx, memberId, account, "member");
  await tx.insert(adminLog).values({
    actor: `member:${email}`,
    action: "account.bound",
    subject: memberId,
    details: { account: `${iss} | ${sub}` },
    requestId: requestId ?? null,
  });
  return null;
}
