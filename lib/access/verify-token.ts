import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { accessToken, member, memberRole } from "../../db/schema/access";
import { DomainError } from "../errors";
import { sameSecret } from "../sources/api-key";
import { readAccessToken } from "./access-token";
import { tokenPermissionsOf } from "./permissions";
import type { Viewer } from "./viewer";

const LAST_USED_EVERY_MS = 60_000;

/**
 * The member behind a personal access token, with the roles as they are now and never beyond what a
 * token may do. Throws `unauthenticated` when it is malformed, wrong, expired, revoked or its member
 * disabled. Read on every request, so that all of these hold at once.
 */
export async function viewerOfToken(pool: Pool, text: string, now = Date.now()): Promise<Viewer> {
  const presented = readAccessToken(text);
  if (presented === null) throw refused();
  const rows = await pool.db
    .select({
      secretSha256: accessToken.secretSha256,
      expiresAt: accessToken.expiresAt,
      lastUsedAt: accessToken.lastUsedAt,
      memberId: member.id,
      email: member.email,
      name: member.name,
      role: memberRole.role,
    })
    .from(accessToken)
    .innerJoin(member, eq(member.id, accessToken.memberId))
    .leftJoin(memberRole, eq(memberRole.memberId, member.id))
    .where(
      and(
        eq(accessToken.id, presented.id),
        isNull(accessToken.revokedAt),
        isNull(member.disabledAt),
      ),
    );
  const [row] = rows;
  if (!row || !sameSecret(row.secretSha256, presented.secretSha256)) throw refused();
  if (Date.parse(row.expiresAt) <= now) throw refused();
  // Most requests come soon after another, and need not write to find that out.
  const used = row.lastUsedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(row.lastUsedAt);
  if (used < now - LAST_USED_EVERY_MS) await noteUse(pool, presented.id, now);
  const roles = rows.flatMap((one) => one.role ?? []);
  return {
    memberId: row.memberId,
    email: row.email,
    name: row.name,
    roles,
    permissions: tokenPermissionsOf(roles),
    sessionId: null,
    tokenId: presented.id,
  };
}

/** One sentence for every cause: a prober learns nothing about which tokens exist. */
function refused(): DomainError {
  return new DomainError(
    "unauthenticated",
    "This access token is not valid: wrong, expired, revoked, or its member is disabled.",
  );
}

async function noteUse(pool: Pool, id: string, now: number): Promise<void> {
  const since = new Date(now - LAST_USED_EVERY_MS).toISOString();
  await pool.db
    .update(accessToken)
    .set({ lastUsedAt: new Date(now).toISOString() })
    .where(
      and(
        eq(accessToken.id, id),
        or(isNull(accessToken.lastUsedAt), lt(accessToken.lastUsedAt, since)),
      ),
    );
}
