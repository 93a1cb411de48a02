import { asc, eq, max } from "drizzle-orm";
import { z } from "zod";
import { type Pool, rfc3339 } from "../../db/client";
import { apiKey } from "../../db/schema/access";
import { source } from "../../db/schema/directory";
import { CALLER_EVIDENCE, DOWNSTREAM_EVIDENCE } from "../calls/model";
import { countQuarantine } from "../calls/quarantine-list";
import { keyMappingSchema } from "./model";

export const sourceView = z.object({
  id: z.string(),
  name: z.string(),
  format: z.string(),
  resource: z.string().nullable(),
  issuer: z.string().nullable(),
  callerCeiling: z.enum(CALLER_EVIDENCE),
  downstreamCeiling: z.enum(DOWNSTREAM_EVIDENCE),
  groupsTrusted: z.boolean(),
  evidenceProvider: z.boolean(),
  keyMapping: keyMappingSchema.nullable(),
  revokedAt: z.string().nullable(),
  /** When one of its keys was last used, to the minute. */
  lastContactAt: z.string().nullable(),
  /** Calls stored, by the time they were made, from the rollups: complete hours. */
  callsLastDay: z.number().int(),
  /** What waits in quarantine: different contents, and how often they came. */
  quarantined: z.object({ entries: z.number().int(), times: z.number().int() }),
});
export type SourceView = z.infer<typeof sourceView>;

export const keyView = z.object({
  id: z.string(),
  source: z.string(),
  scopes: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});

/** All sources with what has come from them. */
export async function listSources(pool: Pool): Promise<SourceView[]> {
  const [rows, contacts, calls, quarantined] = await Promise.all([
    pool.db.select().from(source).orderBy(asc(source.id)),
    pool.db
      .select({ sourceId: apiKey.sourceId, at: max(apiKey.lastUsedAt) })
      .from(apiKey)
      .groupBy(apiKey.sourceId),
    pool.sql<{ sourceId: number; n: number }[]>`
      SELECT p.source_id AS "sourceId", sum(r.n)::int AS n
      FROM rollup_hour r JOIN path p ON p.id = r.path_id
      WHERE r.hour > now() - interval '24 hours' GROUP BY p.source_id`,
    countQuarantine(pool.sql),
  ]);
  const contactOf = new Map(contacts.map(({ sourceId, at }) => [sourceId, at]));
  const callsOf = new Map(calls.map(({ sourceId, n }) => [sourceId, n]));
  return rows.map((row) => {
    const contact = contactOf.get(row.id) ?? null;
    return sourceView.parse({
      ...row,
      id: row.publicId,
      lastContactAt: contact && rfc3339(contact),
      callsLastDay: callsOf.get(row.id) ?? 0,
      quarantined: quarantined.get(row.id) ?? { entries: 0, times: 0 },
    });
  });
}

export async function listKeys(pool: Pool): Promise<z.infer<typeof keyView>[]> {
  return pool.db
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
    .orderBy(asc(apiKey.createdAt));
}
