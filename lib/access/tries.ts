// Failed tries of those who are not signed in: counted before anything costly or telling is done.
import { and, count, eq, gt } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { signInFailure } from "../../db/schema/access";
import { DomainError } from "../errors";

const WINDOW_MS = 15 * 60 * 1000;

/**
 * Counts a try as failed before it is looked at, so that tries at the same instant see each other;
 * `forgiveTries` takes them back. Throws `too_many_requests` past `limit` within 15 minutes.
 */
export async function noteTry(pool: Pool, subject: string, limit: number): Promise<void> {
  const [own] = await pool.db
    .insert(signInFailure)
    .values({ subject })
    .returning({ id: signInFailure.id });
  const since = new Date(Date.now() - WINDOW_MS).toISOString();
  const [tries] = await pool.db
    .select({ n: count() })
    .from(signInFailure)
    .where(and(eq(signInFailure.subject, subject), gt(signInFailure.at, since)));
  if ((tries?.n ?? 0) <= limit) return;
  // A refused try is none: waiting stays possible while somebody else keeps trying.
  if (own) await pool.db.delete(signInFailure).where(eq(signInFailure.id, own.id));
  throw new DomainError("too_many_requests", "Too many tries. Wait 15 minutes, or ask an owner.", {
    retryAfter: WINDOW_MS / 1000,
  });
}

/** A success clears what failed before it. */
export async function forgiveTries(pool: Pool, subject: string): Promise<void> {
  await pool.db.delete(signInFailure).where(eq(signInFailure.subject, subject));
}

/** Links tried from one address. */
const LINKS = 10;

/** Runs what needs a one-time link that holds; an address that keeps bringing others has to wait. */
export async function limitLinks<T>(
  pool: Pool,
  link: { kind: "invitation" | "set-up"; address: string | null },
  run: () => Promise<T>,
): Promise<T> {
  const subject = `${link.kind} ${link.address ?? ""}`;
  await noteTry(pool, subject, LINKS);
  try {
    const done = await run();
    await forgiveTries(pool, subject);
    return done;
  } catch (error) {
    // The link held; what stands against it is no guess.
    if (error instanceof DomainError && error.code === "conflict")
      await forgiveTries(pool, subject);
    throw error;
  }
}
