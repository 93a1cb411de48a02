// A logical backup: every table by COPY, in one snapshot, while everybody goes on writing.
import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type postgres from "postgres";
import { type Pack, pack } from "tar-stream";
import { listSequences, listTables, type StoredTable } from "../../db/catalogue";
import { readCopy } from "../../db/copy";
import { appliedMigrations } from "../../db/migrate";
import { DomainError } from "../errors";
import { copyChunks } from "./copy-chunks";
import {
  type BackedUpRelation,
  MANIFEST,
  type Manifest,
  manifestSchema,
  memberName,
  type Report,
  REPORT_EVERY_MS,
  SUMS,
} from "./model";

const compress = promisify(gzip);
/** Level 3 is twice as fast as the default and a tenth larger. */
const GZIP = { level: 3 };

/**
 * Writes a backup of the database as it is now and ends the stream. `sql` must have no statement
 * timeout. Throws `not_found` when there is nothing of ours in the database.
 */
export async function writeBackup(
  sql: postgres.Sql,
  out: Writable,
  options: {
    product: string;
    report?: Report;
    /** Told the size of the members when all are written. */
    written?: (bytes: number) => void;
  },
): Promise<Manifest> {
  const tar = new TarWriter();
  const [manifest] = await Promise.all([
    snapshot(sql, async (tx) => {
      const manifest = await writeTables(tx, tar, options);
      await tar.add(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
      await tar.finish();
      options.written?.(tar.written);
      return manifest;
    }).catch((error: unknown) => {
      tar.abandon(error);
      throw error;
    }),
    pipeline(tar.bytes, out),
  ]);
  return manifest;
}

/**
 * The locks come first and the snapshot after them, so that nothing in the snapshot can be dropped
 * while it is read; a schema that changed in between is refused.
 */
async function snapshot<T>(sql: postgres.Sql, read: (tx: postgres.TransactionSql) => Promise<T>) {
  const names = (await listTables(sql)).map(({ name }) => name);
  if (!names.includes("deployment")) {
    throw new DomainError("not_found", "There is nothing of Onbehalf in this database.");
  }
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx.unsafe(
      `LOCK TABLE ${names.map((name) => `"${name}"`).join(", ")} IN ACCESS SHARE MODE`,
    );
    const now = (await listTables(tx)).map(({ name }) => name);
    if (now.join() !== names.join()) {
      throw new DomainError(
        "conflict",
        "The schema was changed meanwhile. Start the backup again.",
      );
    }
    return read(tx);
  });
}

async function writeTables(
  tx: postgres.TransactionSql,
  tar: TarWriter,
  { product, report }: { product: string; report?: Report },
): Promise<Manifest> {
  const [facts] = await tx<{ fingerprint: string; postgres: string; now: Date }[]>`
    SELECT secret_fingerprint AS fingerprint, current_setting('server_version') AS postgres,
           now() AS now FROM deployment`;
  if (!facts) throw new DomainError("not_found", "There is nothing of Onbehalf in this database.");
  const tables: Manifest["tables"] = [];
  const progress = reporter(tar, report);
  for (const table of await listTables(tx)) {
    const relations: BackedUpRelation[] = [];
    for (const { name, bound } of table.relations) {
      relations.push({ name, bound, ...(await writeRelation(tx, tar, table, name, progress)) });
    }
    tables.push({ name: table.name, columns: table.columns, relations });
  }
  // What a restore could not read must not become a backup.
  return manifestSchema.parse({
    format: "onbehalf-backup",
    formatVersion: 1,
    product,
    postgres: facts.postgres,
    madeAt: new Date(facts.now).toISOString(),
    secretFingerprint: facts.fingerprint,
    migrations: await appliedMigrations(tx),
    tables,
    // They never go back, so they may be ahead of the snapshot and not behind it.
    sequences: await listSequences(tx),
  });
}

async function writeRelation(
  tx: postgres.TransactionSql,
  tar: TarWriter,
  table: StoredTable,
  relation: string,
  progress: (relation: string, rows: number) => void,
): Promise<{ rows: number; members: number }> {
  const columns = table.columns.map((column) => `"${column}"`).join(", ");
  const copy = readCopy(tx, `COPY "${relation}" (${columns}) TO STDOUT`);
  let [rows, members] = [0, 0];
  // One piece is compressed, on another core, while the next is read.
  let waiting: Promise<void> = Promise.resolve();
  for await (const chunk of copyChunks(copy)) {
    members += 1;
    const name = memberName(table.name, relation, members);
    const compressed = compress(chunk.bytes, GZIP);
    await waiting;
    waiting = compressed.then((bytes) => tar.add(name, bytes));
    waiting.catch(() => {});
    rows += chunk.rows;
    progress(relation, chunk.rows);
  }
  await waiting;
  return { rows, members };
}

function reporter(tar: TarWriter, report: Report | undefined) {
  let rows = 0;
  let told = Date.now();
  return (relation: string, more: number) => {
    rows += more;
    if (Date.now() - told < REPORT_EVERY_MS) return;
    told = Date.now();
    report?.({ relation, rows, bytes: tar.written });
  };
}

class TarWriter {
  readonly bytes: Pack = pack();
  written = 0;
  #sums = "";

  /** Resolves when the stream has taken it. */
  async add(name: string, bytes: Buffer): Promise<void> {
    this.#sums += `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`;
    await this.#entry(name, bytes);
  }

  async finish(): Promise<void> {
    await this.#entry(SUMS, Buffer.from(this.#sums));
    this.bytes.finalize();
  }

  abandon(error: unknown): void {
    this.bytes.destroy(error instanceof Error ? error : new Error(String(error)));
  }

  #entry(name: string, bytes: Buffer): Promise<void> {
    this.written += bytes.length;
    return new Promise((resolve, reject) => {
      this.bytes.entry({ name, mode: 0o600 }, bytes, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }
}
