import { eq } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { apiKey } from "../../db/schema/access";
import { source } from "../../db/schema/directory";
import type { Scope } from "../access/model";
import { isDatabaseAway } from "../database-away";
import { DomainError } from "../errors";
import { readApiKey, sameSecret } from "./api-key";
import type { Source } from "./model";

const FRESH_MS = 1_000;
const LAST_USED_EVERY_MS = 60_000;
const CACHE_SIZE = 1_000;

/** A verified key: the source that it acts for, and nothing beyond its scopes. */
export type KeyHolder = { keyId: string; source: Source; scopes: readonly Scope[] };

type Row = {
  secretSha256: Buffer;
  expiresAt: string | null;
  revokedAt: string | null;
  holder: KeyHolder;
};
/** `noted`: when its use was last written down. */
type Entry = { row: Promise<Row | null>; askedAt: number; noted: number };

/** Rows of recently used keys, at most a second old; one look-up at a time for all who ask. */
export type KeyCache = Map<string, Entry>;

/**
 * Verifies `Authorization: Bearer ob_…`. Throws DomainError `unauthenticated` for a missing,
 * malformed, wrong, expired or revoked key, and for a key of a revoked source.
 */
export async function verifyKey(
  deps: { pool: Pool; cache: KeyCache },
  authorization: string | null,
  now = Date.now(),
): Promise<KeyHolder> {
  const presented = readApiKey(/^Bearer (\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
  if (presented === null) throw refused();
  const entry = freshEntry(deps, presented.id, now);
  const row = await entry.row;
  if (row === null || !sameSecret(row.secretSha256, presented.secretSha256)) throw refused();
  if (row.revokedAt !== null || row.holder.source.revokedAt !== null) throw refused();
  if (row.expiresAt !== null && Date.parse(row.expiresAt) <= now) throw refused();
  await noteUse(deps.pool, presented.id, entry, now);
  return row.holder;
}

/** One sentence for every cause: a prober learns nothing about which keys exist. */
function refused(): DomainError {
  return new DomainError(
    "unauthenticated",
    "A valid API key is needed: Authorization: Bearer ob_…",
  );
}

function freshEntry(deps: { pool: Pool; cache: KeyCache }, id: string, now: number): Entry {
  const cached = deps.cache.get(id);
  if (cached && now - cached.askedAt < FRESH_MS) return cached;
  const entry = { row: readKey(deps.pool, id), askedAt: now, noted: cached?.noted ?? 0 };
  if (deps.cache.size >= CACHE_SIZE) deps.cache.clear();
  deps.cache.set(id, entry);
  // A failed look-up is the asker's to report, and nobody else's to inherit.
  const forget = () => {
    if (deps.cache.get(id) === entry) deps.cache.delete(id);
  };
  if (cached === undefined) {
    entry.row.catch(forget);
    return entry;
  }
  // Nobody can be let in anew while the database is away, and what needs it fails by itself.
  entry.row = entry.row.catch((error: unknown) => {
    if (isDatabaseAway(error)) return cached.row;
    forget();
    throw error;
  });
  return entry;
}

async function readKey(pool: Pool, id: string): Promise<Row | null> {
  const [found] = await pool.db
    .select({ key: apiKey, source })
    .from(apiKey)
    .innerJoin(source, eq(source.id, apiKey.sourceId))
    .where(eq(apiKey.id, id));
  if (!found) return null;
  const { secretSha256, expiresAt, revokedAt, scopes } = found.key;
  return {
    secretSha256,
    expiresAt,
    revokedAt,
    holder: { keyId: id, source: found.source, scopes },
  };
}

async function noteUse(pool: Pool, id: string, entry: Entry, now: number): Promise<void> {
  const before = entry.noted;
  if (now - before < LAST_USED_EVERY_MS) return;
  entry.noted = now;
  const noting = pool.db
    .update(apiKey)
    .set({ lastUsedAt: new Date(now).toISOString() })
    .where(eq(apiKey.id, id));
  await noting.catch((error: unknown) => {
    if (!isDatabaseAway(error)) throw error;
    entry.noted = before;
  });
}
