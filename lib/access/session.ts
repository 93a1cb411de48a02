// Our own session rows: the cookie only carries the opaque id, every request checks the row.
import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { member, memberRole, memberSession } from "../../db/schema/access";
import { permissionsOf } from "./permissions";
import type { Viewer } from "./viewer";

export const SESSION_HOURS = 12;
/** Of the stored hash; the rest of it stays here. */
export const HANDLE_BYTES = 16;
export const IDLE_MS = 30 * 60 * 1000;
/** A touch is written at most this often. */
const TOUCH_EVERY_MS = 60 * 1000;

export type Visit = {
  address: string | null;
  userAgent: string | null;
  requestId?: string | null;
};

/** Opens a session and returns its id for the cookie (32 random bytes; only the hash is stored). */
export async function openSession(pool: Pool, memberId: string, visit: Visit): Promise<string> {
  const id = randomBytes(32).toString("base64url");
  const now = new Date();
  await pool.db.insert(memberSession).values({
    idSha256: sessionHash(id),
    memberId,
    authTime: now.toISOString(),
    lastActiveAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + SESSION_HOURS * 3600 * 1000).toISOString(),
    address: visit.address,
    userAgent: visit.userAgent?.slice(0, 400) ?? null,
  });
  await pool.db
    .update(member)
    .set({ lastActiveAt: now.toISOString() })
    .where(eq(member.id, memberId));
  return id;
}

/**
 * The signed-in member behind a session id, with the roles as they are now; null when it is
 * unknown, ended, idle for 30 minutes or 12 hours old. `active` is false for background requests.
 */
export async function viewerOf(
  pool: Pool,
  sessionId: string,
  active: boolean,
  now = Date.now(),
): Promise<Viewer | null> {
  const rows = await pool.db
    .select({
      memberId: member.id,
      email: member.email,
      name: member.name,
      lastActiveAt: memberSession.lastActiveAt,
      expiresAt: memberSession.expiresAt,
      role: memberRole.role,
    })
    .from(memberSession)
    .innerJoin(member, eq(member.id, memberSession.memberId))
    .leftJoin(memberRole, eq(memberRole.memberId, member.id))
    .where(
      and(
        eq(memberSession.idSha256, sessionHash(sessionId)),
        isNull(memberSession.endedAt),
        isNull(member.disabledAt),
      ),
    );
  const [row] = rows;
  if (!row || Date.parse(row.expiresAt) <= now) return null;
  const lastActive = Date.parse(row.lastActiveAt);
  if (lastActive + IDLE_MS <= now) return null;
  if (active && now - lastActive > TOUCH_EVERY_MS) await touch(pool, sessionId, row.memberId, now);
  const roles = rows.flatMap((one) => one.role ?? []);
  return {
    memberId: row.memberId,
    email: row.email,
    name: row.name,
    roles,
    permissions: permissionsOf(roles),
    sessionId,
    tokenId: null,
  };
}

/** Ends a session at once, everywhere. */
export async function endSession(pool: Pool, sessionId: string): Promise<void> {
  await pool.db
    .update(memberSession)
    .set({ endedAt: new Date().toISOString() })
    .where(and(eq(memberSession.idSha256, sessionHash(sessionId)), isNull(memberSession.endedAt)));
}

async function touch(pool: Pool, sessionId: string, memberId: string, now: number): Promise<void> {
  const lastActiveAt = new Date(now).toISOString();
  await pool.db
    .update(memberSession)
    .set({ lastActiveAt })
    .where(eq(memberSession.idSha256, sessionHash(sessionId)));
  await pool.db.update(member).set({ lastActiveAt }).where(eq(member.id, memberId));
}

/** The handle of a session in lists: it names the row and opens nothing. */
export function sessionHandle(sessionId: string): string {
  return sessionHash(sessionId).subarray(0, HANDLE_BYTES).toString("hex");
}

/** What is stored of a session id. */
export function sessionHash(id: string): Buffer {
  return createHash("sha256").update(id).digest();
}
