import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clearDatabase, isEmpty } from "../../db/clear";
import { openConnection } from "../../db/client";
import { isMigrated, makeSchema, noteMigrations } from "../../db/migrate";
import { createTestDatabase } from "../../db/testing/database";
import { sequencePending } from "../ledger/sequence";
import {
  nativeCall,
  send,
  testDeployment,
  type TestDeployment,
  testSource,
} from "../testing/deployment";
import { digestTables, sealedEvents } from "../testing/records-digest";
import { checkMigrations, loadBackup } from "./load-backup";
import { type Manifest, rowsOf } from "./model";
import { checkBackup } from "./read-backup";
import { checkPlaces, verifyRecords } from "./verify-records";
import { writeBackup } from "./write-backup";

/** The migration 0005_jobs; the admin log had no `via` yet, and nobody was notified. */
const REJUDGE_ADDED = 1_795_219_205_000;

let deps: TestDeployment;
let sql: postgres.Sql;
let folder: string;
let file: string;
let manifest: Manifest;
const drops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  deps = await testDeployment();
  sql = openConnection(deps.url, "test");
  folder = await mkdtemp(join(tmpdir(), "onbehalf-backup-"));
  const source = await testSource(deps.pool);
  const awkward = "tab\t newline\n back\\slash \\N ü 😀 \u{202e}";
  const records = Array.from({ length: 400 }, (_, n) =>
    nativeCall(`call-${n}`, {
      time: new Date(Date.UTC(2026, 9, 1 + (n % 40))).toISOString(),
      tool: { name: `tool-${n % 7}`, arguments: { text: awkward, n, token: "hunter2-hunter2" } },
    }),
  );
  await send(deps, source, records);
  await send(deps, source, [{ no: "record" }, { ...nativeCall("call-1"), type: "tools.list" }]);
  while ((await sequencePending(deps.pool.sql)) > 0);
  file = join(folder, "one.tar");
  manifest = await backUp(file);
});

afterAll(async () => {
  for (const drop of drops.toReversed()) await drop();
  await sql.end();
  await deps.close();
  await rm(folder, { recursive: true });
});

describe("a restored backup", () => {
  test("has the same rows in every table, the same calls, verdicts, index and hashes", async () => {
    const restored = await emptyDatabase();
    await loadBackup(restored, file, await checkBackup(file));
    expect(await digestTables(restored.sql)).toEqual(await digestTables(sql));
    const events = await sealedEvents(restored.sql);
    expect(events).toEqual(await sealedEvents(sql));
    expect(events).toHaveLength(400);
    const checks = await verifyRecords(restored.sql, { quick: false });
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("shows an event that was taken out, whatever its neighbours say", async () => {
    const restored = await emptyDatabase();
    await loadBackup(restored, file, manifest);
    const before = await checkPlaces(restored.sql);
    expect(before).toMatchObject({ ok: true });
    await restored.sql`ALTER TABLE call DISABLE TRIGGER USER`;
    await restored.sql`
      DELETE FROM call WHERE (occurred_at, event_id) IN (
        SELECT occurred_at, event_id FROM call ORDER BY batch_id, batch_pos LIMIT 1)`;
    expect(await checkPlaces(restored.sql)).toMatchObject({
      ok: false,
      found: expect.stringContaining("in 1 batches an event is missing or twice"),
    });
  });

  test("gives out new ids after those that it has", async () => {
    const restored = await emptyDatabase();
    await loadBackup(restored, file, manifest);
    const next = (from: postgres.Sql) => from`SELECT nextval('batch_id')::int AS n`;
    expect((await next(restored.sql))[0]?.["n"]).toBe((await next(sql))[0]?.["n"]);
    await restored.sql`INSERT INTO person (slug) VALUES ('new-person')`;
    await restored.sql`INSERT INTO principal (public_id) VALUES ('prn_new')`;
  });

  test("refuses changes as the original does", async () => {
    const restored = await emptyDatabase();
    await loadBackup(restored, file, manifest);
    await expect(restored.sql`UPDATE call SET envelope = '{}'`).rejects.toThrow("append-only");
    await expect(restored.sql`DELETE FROM admin_log`).rejects.toThrow("append-only");
  });

  test("of an older schema is loaded as it was and brought up to date", async () => {
    const older = await emptyDatabase();
    const applied = manifest.migrations.filter(({ when }) => when <= REJUDGE_ADDED);
    await makeSchema(older.sql, applied);
    await noteMigrations(older.sql, applied);
    await older.sql`INSERT INTO deployment (secret_fingerprint) VALUES (${deps.keys.fingerprint})`;
    await older.sql`INSERT INTO admin_log (actor, action) VALUES ('system', 'of.then')`;
    const path = join(folder, "older.tar");
    const made = await backUp(path, older.url);
    expect(made.tables.map(({ name }) => name)).not.toContain("channel");

    const restored = await emptyDatabase();
    await loadBackup(restored, path, await checkBackup(path));
    expect(await isMigrated(restored.sql)).toBe(true);
    expect([...(await restored.sql`SELECT action, via FROM admin_log`)]).toEqual([
      { action: "of.then", via: null },
    ]);
    expect((await verifyRecords(restored.sql, { quick: false })).every(({ ok }) => ok)).toBe(true);
  });
});

describe("a backup", () => {
  test("is refused with one bit changed, wherever it is", async () => {
    const bytes = await readFile(file);
    const manifestAt = bytes.lastIndexOf("onbehalf-backup");
    const sumsAt = bytes.lastIndexOf("tables/");
    for (const at of [600, Math.floor(manifestAt / 2), manifestAt + 3, sumsAt - 10]) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      await expectDamaged(copy);
    }
  });

  test("is refused when its end is missing, however much", async () => {
    const bytes = await readFile(file);
    for (const length of [
      0,
      100,
      513,
      100_000,
      bytes.length - 2_000,
      bytes.lastIndexOf("tables/"),
    ]) {
      await expectDamaged(bytes.subarray(0, length));
    }
  });

  test("is refused when a newer release made it", () => {
    const newer = [...manifest.migrations, { when: 9_999_999_999_999, hash: "x" }];
    expect(() => checkMigrations({ ...manifest, migrations: newer })).toThrow("does not know");
    expect(() => checkMigrations(manifest)).not.toThrow();
  });

  test("holds a consistent state while events are stored and sequenced", async () => {
    const source = await testSource(deps.pool, "busy");
    let stopped = false;
    const sending = (async () => {
      for (let n = 0; !stopped; n += 1) {
        const batch = Array.from({ length: 50 }, (_, k) => nativeCall(`busy-${n}-${k}`));
        await send(deps, source, batch);
        await sequencePending(deps.pool.sql);
      }
    })();
    const path = join(folder, "busy.tar");
    const during = await backUp(path).finally(() => (stopped = true));
    await sending;
    const restored = await emptyDatabase();
    await loadBackup(restored, path, await checkBackup(path));
    const checks = await verifyRecords(restored.sql, { quick: true });
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    const all = await sealedEvents(sql);
    const events = await sealedEvents(restored.sql);
    expect(events).toEqual(all.slice(0, events.length));
    const [unsealed] = await restored.sql`
      SELECT count(*)::int % 50 AS part FROM call WHERE event_id LIKE 'busy-%'`;
    expect(unsealed?.["part"]).toBe(0);
    expect(rowsOf(during)).toBeGreaterThan(rowsOf(manifest));
  });

  test("never holds the secret", async () => {
    expect(manifest.secretFingerprint).toBe(deps.keys.fingerprint);
    const bytes = await readFile(file);
    expect(bytes.includes(Buffer.alloc(32, 7))).toBe(false);
    expect(bytes.includes("07".repeat(32))).toBe(false);
  });
});

test("a database that a restore failed in is empty again", async () => {
  const restored = await emptyDatabase();
  const broken = { ...manifest, sequences: [{ name: "missing", value: "1", called: true }] };
  await expect(loadBackup(restored, file, broken)).rejects.toThrow("missing");
  expect(await isEmpty(restored.sql)).toBe(false);
  await clearDatabase(restored.sql);
  expect(await isEmpty(restored.sql)).toBe(true);
});

async function backUp(path: string, url = deps.url): Promise<Manifest> {
  const own = openConnection(url, "backup");
  try {
    return await writeBackup(own, createWriteStream(path), { product: "test" });
  } finally {
    await own.end();
  }
}

async function emptyDatabase() {
  const { url, drop } = await createTestDatabase();
  const own = openConnection(url, "restore");
  drops.push(drop, () => own.end());
  await clearDatabase(own);
  return { sql: own, url };
}

async function expectDamaged(bytes: Buffer): Promise<void> {
  const path = join(folder, "damaged.tar");
  await writeFile(path, bytes);
  await expect(checkBackup(path)).rejects.toThrow("damaged");
}
