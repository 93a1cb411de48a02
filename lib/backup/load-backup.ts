// A backup into an empty database: its schema as it was, its rows as they were, then this release's.
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type postgres from "postgres";
import { listTables } from "../../db/catalogue";
import { sendCopy } from "../../db/copy";
import { knownMigrations, makeSchema, migrate, noteMigrations } from "../../db/migrate";
import { ensurePartitions, weekStart } from "../calls/partitions";
import { DomainError } from "../errors";
import {
  type BackedUpRelation,
  type Manifest,
  memberName,
  type Report,
  REPORT_EVERY_MS,
} from "./model";
import { readMembers } from "./read-backup";

const decompress = promisify(gunzip);
/** A piece of a COPY; the driver copies each into a buffer that never shrinks. */
const PIECE_BYTES = 64 * 1024;

/** Throws `invalid` when a newer release than this one made the backup. */
export function checkMigrations({ migrations, product }: Manifest): void {
  const known = new Set(knownMigrations());
  if (migrations.every(({ when }) => known.has(when))) return;
  throw new DomainError(
    "invalid",
    `The backup was made by a release (${product}) whose schema this one does not know. Restore it with that release or a newer one.`,
  );
}

/**
 * Loads what `checkBackup` found whole into the empty database behind `url`, then brings the
 * schema up to date. `sql` is a single connection to it without a statement timeout.
 */
export async function loadBackup(
  { sql, url }: { sql: postgres.Sql; url: string },
  file: string,
  manifest: Manifest,
  report?: Report,
): Promise<void> {
  await makeSchema(sql, manifest.migrations);
  await checkShape(sql, manifest);
  const tables = manifest.tables.map(({ name }) => `"${name}"`);
  // The rows are what the triggers made of them already.
  for (const table of tables) await sql.unsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await sql.unsafe(`TRUNCATE ${tables.join(", ")}`);
  await loadRows(sql, file, manifest, report);
  for (const { name, value, called } of manifest.sequences) {
    await sql`SELECT setval(${`"${name}"`}::regclass, ${value}::text::bigint, ${called})`;
  }
  for (const table of tables) await sql.unsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await countRows(sql, manifest);
  await noteMigrations(sql, manifest.migrations);
  await migrate(url);
  await ensurePartitions(sql, weeksOf(manifest), new Set());
  await sql.unsafe("ANALYZE");
}

async function checkShape(sql: postgres.Sql, manifest: Manifest): Promise<void> {
  const made = new Map((await listTables(sql)).map(({ name, columns }) => [name, columns]));
  const isSame = manifest.tables.every(
    ({ name, columns }) => columns.toSorted().join() === made.get(name)?.toSorted().join(),
  );
  if (isSame && made.size === manifest.tables.length) return;
  throw new DomainError("invalid", "The backup's tables are not those that its migrations make.");
}

async function loadRows(
  sql: postgres.Sql,
  file: string,
  manifest: Manifest,
  report: Report | undefined,
): Promise<void> {
  const members = readMembers(file);
  const progress = { relation: "", rows: 0, bytes: 0 };
  let told = Date.now();
  for (const table of manifest.tables) {
    const columns = table.columns.map((column) => `"${column}"`).join(", ");
    for (const relation of table.relations) {
      if (relation.bound !== null) {
        await sql.unsafe(
          `CREATE TABLE "${relation.name}" PARTITION OF "${table.name}" ${relation.bound}`,
        );
      }
      if (relation.members === 0) continue;
      const pieces = piecesOf(members, table.name, relation, (bytes) => (progress.bytes += bytes));
      await sendCopy(sql, `COPY "${relation.name}" (${columns}) FROM STDIN`, pieces);
      progress.relation = relation.name;
      progress.rows += relation.rows;
      if (Date.now() - told < REPORT_EVERY_MS) continue;
      told = Date.now();
      report?.(progress);
    }
  }
  await members.return(undefined);
}

/** The rows of one relation, in the order in which the file has them. */
async function* piecesOf(
  members: ReturnType<typeof readMembers>,
  table: string,
  relation: BackedUpRelation,
  read: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for (let n = 0; n < relation.members; n += 1) {
    const { value, done } = await members.next();
    if (done || value.name !== memberName(table, relation.name, n + 1))
      throw new DomainError("invalid", "The backup changed while it was read.");
    read(value.bytes.length);
    const rows = await decompress(value.bytes);
    for (let at = 0; at < rows.length; at += PIECE_BYTES) {
      yield rows.subarray(at, at + PIECE_BYTES);
    }
  }
}

async function countRows(sql: postgres.Sql, manifest: Manifest): Promise<void> {
  for (const { name, rows } of manifest.tables.flatMap(({ relations }) => relations)) {
    const [found] = await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM ${sql(name)}`;
    if (found?.n === rows) continue;
    throw new DomainError("invalid", `${name} has ${found?.n} rows, the backup says ${rows}.`);
  }
}

/** Tables that came later want a partition for every week that has one. */
function weeksOf({ tables }: Manifest): number[] {
  const bounds = tables.flatMap(({ relations }) => relations.flatMap(({ bound }) => bound ?? []));
  const starts = bounds.flatMap((bound) => /FROM \('([^']+)'\)/.exec(bound)?.[1] ?? []);
  return [...new Set(starts.map((start) => weekStart(Date.parse(start))))].toSorted(
    (a, b) => a - b,
  );
}
