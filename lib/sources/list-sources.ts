import { asc, eq } from "drizzle-orm";
import type postgres from "postgres";
import { type Pool, rfc3339 } from "../../db/client";
import { apiKey } from "../../db/schema/access";
import { source } from "../../db/schema/directory";
import { findAdapter } from "../calls/adapters/registry";
import { countQuarantine } from "../calls/quarantine-list";
import { findSource } from "./find-source";
import { receivedSince } from "./received-counts";
import { type KeyView, keyView, type SourceView, sourceView } from "./view";

const DAY_MS = 24 * 3_600_000;

/** All sources with what has come from them; the oldest first. */
export async function listSources(pool: Pool, now = Date.now()): Promise<SourceView[]> {
  const [rows, contacts, calls, progress, received, quarantined] = await Promise.all([
    pool.db.select().from(source).where(eq(source.isSystem, false)).orderBy(asc(source.id)),
    keysBySource(pool.sql),
    pool.sql<{ sourceId: number; n: number }[]>`
      SELECT p.source_id AS "sourceId", sum(r.n)::int AS n
      FROM rollup_hour r JOIN path p ON p.id = r.path_id
      WHERE r.hour > now() - interval '24 hours' GROUP BY p.source_id`,
    progressBySource(pool.sql),
    receivedSince(pool.sql, now - DAY_MS),
    countQuarantine(pool.sql),
  ]);
  const contactOf = new Map(contacts.map((one) => [one.sourceId, one]));
  const progressOf = new Map(progress.map((one) => [one.sourceId, one]));
  const callsOf = new Map(calls.map(({ sourceId, n }) => [sourceId, n]));
  return rows.map((row) => {
    const contact = contactOf.get(row.id);
    const last = progressOf.get(row.id);
    return sourceView.parse({
      ...row,
      id: row.publicId,
      title: findAdapter(row.format)?.title ?? row.format,
      createdAt: rfc3339(row.createdAt),
      revokedAt: row.revokedAt && rfc3339(row.revokedAt),
      liveKeys: contact?.live ?? 0,
      lastContactAt: contact?.at ? rfc3339(contact.at) : null,
      lastEventAt: last ? rfc3339(last.at) : null,
      lagMs: last?.lagMs ?? null,
      callsLastDay: callsOf.get(row.id) ?? 0,
      receivedLastDay: received(row.id),
      quarantined: quarantined.get(row.id) ?? { entries: 0, times: 0 },
    });
  });
}

/** One source by name or id. Throws `not_found`. */
export async function getSource(pool: Pool, nameOrId: string): Promise<SourceView> {
  const { publicId } = await findSource(pool.db, nameOrId);
  const found = (await listSources(pool)).find(({ id }) => id === publicId);
  if (!found) throw new Error("the source vanished while it was read");
  return found;
}

/** Keys without their secrets, oldest first; of one source where it is named. */
export async function listKeys(pool: Pool, nameOrId?: string): Promise<KeyView[]> {
  const owner = nameOrId === undefined ? undefined : await findSource(pool.db, nameOrId);
  const rows = await pool.db
    .select({
      id: apiKey.id,
      source: source.name,
      scopes: apiKey.scopes,
      createdBy: apiKey.createdBy,
      createdAt: apiKey.createdAt,
      expiresAt: apiKey.expiresAt,
      revokedAt: apiKey.revokedAt,
      lastUsedAt: apiKey.lastUsedAt,
    })
    .from(apiKey)
    .innerJoin(source, eq(source.id, apiKey.sourceId))
    .where(owner && eq(apiKey.sourceId, owner.id))
    .orderBy(asc(apiKey.createdAt));
  return rows.map((row) =>
    keyView.parse({
      ...row,
      createdAt: rfc3339(row.createdAt),
      expiresAt: row.expiresAt && rfc3339(row.expiresAt),
      revokedAt: row.revokedAt && rfc3339(row.revokedAt),
      lastUsedAt: row.lastUsedAt && rfc3339(row.lastUsedAt),
    }),
  );
}

function keysBySource(sql: postgres.Sql) {
  return sql<{ sourceId: number; at: string | null; live: number }[]>`
    SELECT source_id AS "sourceId", max(last_used_at) AS at,
           (count(*) FILTER (WHERE revoked_at IS NULL
                               AND (expires_at IS NULL OR expires_at > now())))::int AS live
    FROM api_key GROUP BY source_id`;
}

function progressBySource(sql: postgres.Sql) {
  return sql<{ sourceId: number; at: string; lagMs: number }[]>`
    SELECT source_id AS "sourceId", last_event_at AS at,
           greatest(0, extract(epoch FROM last_event_received_at - last_event_at) * 1000)::float8
             AS "lagMs"
    FROM source_progress`;
}
