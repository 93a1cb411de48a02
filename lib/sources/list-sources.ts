import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Pool } from "../../db/client";
import { apiKey } from "../../db/schema/access";
import { source } from "../../db/schema/directory";
import { CALLER_EVIDENCE, DOWNSTREAM_EVIDENCE } from "../calls/model";

export const sourceView = z.object({
  id: z.string(),
  name: z.string(),
  format: z.string(),
  resource: z.string().nullable(),
  issuer: z.string().nullable(),
  callerCeiling: z.enum(CALLER_EVIDENCE),
  downstreamCeiling: z.enum(DOWNSTREAM_EVIDENCE),
  revokedAt: z.string().nullable(),
});

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

export async function listSources(pool: Pool): Promise<z.infer<typeof sourceView>[]> {
  const rows = await pool.db.select().from(source).orderBy(asc(source.id));
  return rows.map((row) => sourceView.parse({ ...row, id: row.publicId }));
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
