// Sign-in with a company account. Who somebody is, is (iss, sub); an e-mail opens nothing.
import type { Db, Pool } from "../../db/client";
import { adminLog } from "../../db/schema/access";
import { DomainError } from "../errors";
import { findUnstorable } from "../unstorable-text";
import { admitAccount, type Admission } from "./admit-account";
import type { CompanyAccount } from "./oidc-claims";
import { recordRefusal } from "./record-refusal";
import type { Refusal } from "./refusals";
import { openSession, type Visit } from "./session";
import { syncGroups } from "./sync-groups";
import { syncRoles } from "./sync-roles";
import { forgiveTries, noteTry } from "./tries";

const TRIES = 10;

export type CompanySignIn = { sessionId: string } | { refused: Refusal };

/**
 * Lets a verified account in: bound already, by the invitation it came with, or by a claim. Roles and
 * groups follow the claims. What was refused is recorded, and why is told in a code.
 */
export async function signInByCompany(
  pool: Pool,
  account: CompanyAccount | null,
  invitationToken: string | null,
  visit: Visit,
): Promise<CompanySignIn> {
  if (account === null || findUnstorable(account) !== null) return { refused: "unfinished" };
  const subject = `company ${account.sub} ${visit.address ?? ""}`;
  try {
    await noteTry(pool, subject, TRIES);
    const admission = await pool.db.transaction((tx) =>
      decide(tx, account, invitationToken, visit),
    );
    if ("refused" in admission) return admission;
    await forgiveTries(pool, subject);
    return { sessionId: await openSession(pool, admission.memberId, visit) };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === null) throw error;
    await recordRefusal(pool.db, account, refused, visit);
    return { refused };
  }
}

/** Everything but the session in one transaction. What a refusal changed (roles taken away) stays. */
async function decide(
  tx: Db,
  account: CompanyAccount,
  invitationToken: string | null,
  visit: Visit,
): Promise<Admission> {
  const admission = await admitAccount(tx, account, invitationToken);
  if ("refused" in admission) {
    await recordRefusal(tx, account, admission.refused, visit);
    return admission;
  }
  const { memberId, email } = admission;
  const roles = await syncRoles(tx, admission, account);
  await syncGroups(tx, email, account);
  if (roles.length === 0) {
    await recordRefusal(tx, account, "no_role", visit);
    return { refused: "no_role" };
  }
  await tx.insert(adminLog).values({
    actor: `member:${email}`,
    action: "session.opened",
    subject: memberId,
    details: {
      address: visit.address,
      account: `${account.iss} | ${account.sub}`,
      ...(account.roles?.unknown.length && { ignoredRoles: account.roles.unknown }),
    },
    requestId: visit.requestId ?? null,
  });
  return admission;
}

function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof DomainError)) return null;
  if (error.code === "gone") return "invitation_void";
  if (error.code === "conflict") return "invitation_taken";
  return error.code === "too_many_requests" ? "too_many" : null;
}
