import { and, count, eq, gt, sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { adminLog, member, signInFailure } from "../../db/schema/access";
import { DomainError } from "../errors";
import { verifyPassword } from "./password";
import { openSession, type Visit } from "./session";

const TRIES = 5;
const WINDOW_MS = 15 * 60 * 1000;

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
  await noteTry(pool, subject);
  const [found] = await pool.db
    .select({ id: member.id, hash: member.passwordHash, disabledAt: member.disabledAt })
    .from(member)
    .where(eq(sql`lower(${member.email})`, email));
  const fits = await verifyPassword(found?.hash ?? null, credentials.password.slice(0, 256));
  if (!found || !fits || found.disabledAt !== null) {
    throw refused();
  }
  await pool.db.delete(signInFailure).where(eq(signInFailure.subject, subject));
  const sessionId = await openSession(pool, found.id, visit);
  await pool.db.insert(adminLog).values({
    actor: `member:${email}`,
    action: "session.opened",
    subject: found.id,
    details: { address: visit.address },
  });
  return sessionId;
}

/**
 * Counts this try as failed before the password is looked at, so that tries at the same instant
 * see each other; a success takes it back. Throws `too_many_requests`.
 */
async function noteTry(pool: Pool, subject: string): Promise<void> {
  const [own] = await pool.db
    .insert(signInFailure)
    .values({ subject })
    .returning({ id: signInFailure.id });
  const since = new Date(Date.now() - WINDOW_MS).toISOString();
  const [tries] = await pool.db
    .select({ n: count() })
    .from(signInFailure)
    .where(and(eq(signInFailure.subject, subject), gt(signInFailure.at, since)));
  if ((tries?.n ?? 0) <= TRIES) return;
  // A refused try is none: waiting stays possible while somebody else keeps trying.
  if (own) await pool.db.delete(signInFailure).where(eq(signInFailure.id, own.id));
  throw new DomainError("too_many_requests", "Too many tries. Wait 15 minutes, or ask an owner.", {
    retryAfter: WINDOW_MS / 1000,
  });
}

function refused(): DomainError {
  return new DomainError("unauthenticated", "E-mail or password is not right.");
}
