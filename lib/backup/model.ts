// The file of a backup: a tar of gzipped COPY text, then manifest.json, then SHA256SUMS.
import { z } from "zod";

export const MANIFEST = "manifest.json";
/** The last member, in the form of `sha256sum`: `tar xf FILE && sha256sum -c SHA256SUMS`. */
export const SUMS = "SHA256SUMS";

/** Names go into statements as they are. */
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const bound = z.string().regex(/^FOR VALUES FROM \('[0-9 :.+-]+'\) TO \('[0-9 :.+-]+'\)$/);
const count = z.number().int().nonnegative();

const relationSchema = z.object({
  name,
  /** Of a partition, as PostgreSQL prints it. */
  bound: bound.nullable(),
  rows: count,
  /** `tables/<table>/<relation>/<six digits>.copy.gz`, each of whole rows. */
  members: count,
});

export const manifestSchema = z.object({
  format: z.literal("onbehalf-backup"),
  formatVersion: z.literal(1),
  product: z.string(),
  postgres: z.string(),
  madeAt: z.iso.datetime(),
  /** Which secret opens what is encrypted in it; the secret itself is never inside. */
  secretFingerprint: z.string(),
  migrations: z.array(z.object({ when: z.number(), hash: z.string() })).min(1),
  /** In the order in which foreign keys allow to load them. */
  tables: z.array(
    z.object({ name, columns: z.array(name).min(1), relations: z.array(relationSchema) }),
  ),
  sequences: z.array(
    z.object({ name, value: z.string().regex(/^\d{1,19}$/), called: z.boolean() }),
  ),
});

export type Manifest = z.output<typeof manifestSchema>;
export type BackedUpRelation = z.output<typeof relationSchema>;

export function memberName(table: string, relation: string, n: number): string {
  return `tables/${table}/${relation}/${String(n).padStart(6, "0")}.copy.gz`;
}

export const REPORT_EVERY_MS = 1_000;

/** Told about once a second how far it is. */
export type Report = (progress: { relation: string; rows: number; bytes: number }) => void;

export function rowsOf(manifest: Manifest): number {
  return manifest.tables
    .flatMap(({ relations }) => relations)
    .reduce((sum, { rows }) => sum + rows, 0);
}
