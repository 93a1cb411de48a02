import { eq, sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { adminLog, member } from "../../db/schema/access";
import { DomainError } from "../errors";
import { verifyPassword } from "./password";
import { openSession, type Visit } from "./session";
import { forgiveTries, noteTry } from "./tries";

const TRIES = 5;

/**
 * Local sign-in: a session id for the cookie. Throws DomainError `unauthenticated` for a wrong pair
 * and `too_many_requests` after 5 failures within 15 minutes per account and address.
 */
export async function signIn(
  pool: Pool,
  credentials: { email: string; password: string },
  visit: Visit,
): Promise<string> {
  const email = credentials.email.trim().toLowerCase().slice(0, 254);
  // No account has it, and PostgreSQL refuses to look for it.
  if (email.includes("\0")) throw refused();
  const subject = `${email} ${visit.address ?? ""}`;
  await noteTry(pool, subject, TRIES);
  const [found] = await pool.db
    .select({ id: member.id, hash: member.passwordHash, disabledAt: member.disabledAt })
    .from(member)
    .where(eq(sql`lower(${member.email})`, email));
  const fits = await verifyPassword(found?.hash ?? null, credentials.password.slice(0, 256));
  // Of accounts that do not exist nothing is written: anybody could fill the log with them.
  if (!found) throw refused();
  if (!fits || found.disabledAt !== null) {
    const reason = fits ? "disabled" : "wrong_password";
    await pool.db.insert(adminLog).values({
      actor: "system",
      action: "session.refused",
      subject: found.id,
      details: { reason, address: visit.address },
      requestId: visit.requestId ?? null,
    });
    throw refused();
  }
  await forgiveTries(pool, subject);
  const sessionId = await openSession(pool, found.id, visit);
  await pool.db.insert(adminLog).values({
    actor: `member:${email}`,
    action: "session.opened",
    subject: found.id,
    details: { address: visit.address },
    requestId: visit.requestId ?? null,
  });
  return sessionId;
}

function refused(): DomainError {
  return new DomainError("unauthenticated", "E-mail or password is not right.");
}
