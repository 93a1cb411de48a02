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
  const email = credentials.email.trim().toLowerCase();
  const subject = `${email} ${visit.address ?? ""}`;
  await refuseAfterTries(pool, subject);
  const [found] = await pool.db
    .select({ id: member.id, hash: member.passwordHash, disabledAt: member.disabledAt })
    .from(member)
    .where(eq(sql`lower(${member.email})`, email));
  const fits = await verifyPassword(found?.hash ?? null, credentials.password.slice(0, 256));
  if (!found || !fits || found.disabledAt !== null) {
    await pool.db.insert(signInFailure).values({ subject });
    throw new DomainError("unauthenticated", "E-mail or password is not right.");
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

async function refuseAfterTries(pool: Pool, subject: string): Promise<void> {
  const since = new Date(Date.now() - WINDOW_MS).toISOString();
  const [failures] = await pool.db
    .select({ n: count() })
    .from(signInFailure)
    .where(and(eq(signInFailure.subject, subject), gt(signInFailure.at, since)));
  if ((failures?.n ?? 0) >= TRIES) {
    throw new DomainError(
      "too_many_requests",
      "Too many tries. Wait 15 minutes, or ask an owner.",
      { retryAfter: WINDOW_MS / 1000 },
    );
  }
}
