import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { adminLog, member, memberAccount } from "../../db/schema/access";
import { principal } from "../../db/schema/directory";
import { accountOf, takeInvitation } from "./accept-invitation";
import { findMember, insertMember } from "./create-member";
import type { CompanyAccount } from "./oidc-claims";
import type { Refusal } from "./refusals";

export type Admission = { memberId: string; email: string } | { refused: Refusal };

/**
 * The member behind a company account: bound before, now by an invitation, or made because a claim
 * allows it. Throws `gone` and `conflict` for an invitation that does not hold.
 */
export async function admitAccount(
  tx: Db,
  account: CompanyAccount,
  invitationToken: string | null,
): Promise<Admission> {
  await lockAccount(tx, account);
  const [bound] = await tx
    .select({
      memberId: member.id,
      email: member.email,
      disabledAt: member.disabledAt,
      boundBy: memberAccount.boundBy,
    })
    .from(memberAccount)
    .innerJoin(member, eq(member.id, memberAccount.memberId))
    .where(and(eq(memberAccount.iss, account.iss), eq(memberAccount.sub, account.sub)));
  if (bound) {
    if (bound.disabledAt !== null) return { refused: "disabled" };
    if (bound.boundBy === "claim" && !account.allowed) return { refused: "not_allowed" };
    return bound;
  }
  if (invitationToken !== null) return bindInvited(tx, account, invitationToken);
  return account.allowed ? makeAllowed(tx, account) : { refused: "not_invited" };
}

async function bindInvited(tx: Db, account: CompanyAccount, token: string): Promise<Admission> {
  const taken = await takeInvitation(tx, token);
  const made = await insertMember(tx, accountOf(taken));
  await bindAccount(tx, made.id, account, "invitation");
  await tx.insert(adminLog).values({
    actor: `member:${made.email}`,
    action: "invitation.accepted",
    subject: made.id,
    details: { invitation: taken.id, with: `${account.iss} | ${account.sub}` },
  });
  return { memberId: made.id, email: made.email };
}

/** Without a role claim the weakest role; an owner can give more. */
async function makeAllowed(tx: Db, account: CompanyAccount): Promise<Admission> {
  const roles = account.roles === null ? (["viewer"] as const) : account.roles.known;
  const email = await labelOf(tx, account);
  const made = await insertMember(tx, {
    email,
    roles: [...roles],
    ...(account.name !== null && { name: account.name }),
  });
  await bindAccount(tx, made.id, account, "claim");
  await tx.insert(adminLog).values({
    actor: "system",
    action: "member.admitted",
    subject: made.id,
    details: { account: `${account.iss} | ${account.sub}`, roles },
  });
  return { memberId: made.id, email };
}

/** The verified e-mail where no member has it, else the account itself: no two look alike. */
async function labelOf(tx: Db, { iss, sub, email }: CompanyAccount): Promise<string> {
  if (email !== null && !(await findMember(tx, email))) return email;
  return `${sub}|${new URL(iss).host}`;
}

/** Two sign-ins of one account at the same instant come one after the other. */
export async function lockAccount(tx: Db, { iss, sub }: CompanyAccount): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${iss} ${sub}`}, 0))`);
}

/** Makes the account a way in, and its person the member's where they have none yet. */
export async function bindAccount(
  tx: Db,
  memberId: string,
  { iss, sub }: CompanyAccount,
  boundBy: "invitation" | "claim" | "member",
): Promise<void> {
  await tx.insert(memberAccount).values({ iss, sub, memberId, boundBy });
  const [known] = await tx
    .select({ personId: principal.personId })
    .from(principal)
    .where(and(eq(principal.iss, iss), eq(principal.sub, sub)));
  if (!known?.personId) return;
  await tx
    .update(member)
    .set({ personId: known.personId })
    .where(and(eq(member.id, memberId), isNull(member.personId)));
}
