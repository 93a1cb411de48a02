import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { clearDatabase } from "../../db/clear";
import { startEmbedded } from "../../db/embedded";
import { appliedMigrations, makeSchema, migrate, noteMigrations } from "../../db/migrate";
import { createTestDatabase } from "../../db/testing/database";
import { openKeys } from "../../lib/secrets/key-ring";
import { fingerprintOf } from "../../lib/secrets/keys";
import { testSecret } from "../../lib/testing/deployment";
import { boot } from "../boot";
import { callsCommand } from "./calls";
import { importCommand } from "./import";
import { keysCommand } from "./keys";
import { migrateCommand } from "./migrate";
import { onDatabase, quiet } from "./open-database";
import { policyCommand } from "./policy";
import { retentionCommand } from "./retention";
import { secretCommand } from "./secret";
import { sourcesCommand } from "./sources";
import { usersCommand } from "./users";

let folder: string;
beforeEach(async () => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  folder = await mkdtemp(join(tmpdir(), "onbehalf-existing-"));
  await chmod(folder, 0o711);
  vi.stubEnv("ONBEHALF_DATA", folder);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const lines: [Command, string[]][] = [
  [callsCommand(), []],
  [usersCommand(), ["list"]],
  [usersCommand(), ["create", "--email", "a@acme.example", "--role", "viewer"]],
  [sourcesCommand(), ["list"]],
  [keysCommand(), ["create", "--source", "gw", "--scopes", "events:write"]],
  [retentionCommand(), ["show"]],
  [policyCommand(), ["versions"]],
  [importCommand(), ["--format", "native", "package.json"]],
  [importCommand(), ["--format", "native", "--follow", "package.json"]],
  [migrateCommand(), []],
  [secretCommand(), ["rotate"]],
];

describe.each(lines.map(([command, args]) => ({ command, args })))(
  "$command._name $args",
  ({ command, args }) => {
    test("says that there is no deployment in a wrong folder, and makes none", async () => {
      const wrong = join(folder, "mistyped");
      vi.stubEnv("ONBEHALF_DATA", wrong);
      const run = command.parseAsync(args, { from: "user" });
      await expect(run).rejects.toThrow(`There is no database in ${wrong}.`);
      expect(existsSync(wrong)).toBe(false);
    });
  },
);

describe("a database of another release", () => {
  let url: string;
  let drop: () => Promise<unknown>;
  beforeEach(async () => {
    ({ url, drop } = await createTestDatabase());
    vi.stubEnv("DATABASE_URL", url);
    vi.stubEnv("ONBEHALF_SECRET", testSecret.toString("hex"));
  });
  afterEach(() => drop());

  test("is not brought up to date by a command, but by `migrate`", async () => {
    const older = await onDatabase(url, async ({ sql }) => {
      const earlier = (await appliedMigrations(sql)).slice(0, -1);
      await clearDatabase(sql);
      await makeSchema(sql, earlier);
      await noteMigrations(sql, earlier);
      return earlier;
    });
    const list = () => sourcesCommand().parseAsync(["list"], { from: "user" });
    await expect(list()).rejects.toThrow("of an older release");
    await expect(secretCommand().parseAsync(["rotate"], { from: "user" })).rejects.toThrow("older");
    expect(await onDatabase(url, ({ sql }) => appliedMigrations(sql))).toEqual(older);
    await migrateCommand().parseAsync([], { from: "user" });
    const now = await onDatabase(url, ({ sql }) => appliedMigrations(sql));
    expect(now).toHaveLength(older.length + 1);
  });

  test("that is newer is left alone", async () => {
    const next = { when: 9_000_000_000_000, hash: "of a later release" };
    await onDatabase(url, ({ sql }) => noteMigrations(sql, [next]));
    const list = sourcesCommand().parseAsync(["list"], { from: "user" });
    await expect(list).rejects.toThrow("of a newer release");
  });
});

test("a lost secret is asked for by its fingerprint, and no other is made", async () => {
  const embedded = await startEmbedded({ dataDir: folder, log: quiet });
  await migrate(embedded.url);
  await onDatabase(embedded.url, ({ pool }) => openKeys(pool.db, testSecret));
  await embedded.stop();
  const missing = new RegExp(`secret is missing. .* fingerprint ${fingerprintOf(testSecret)}`);
  for (const command of [false, true]) await expect(boot({ command })).rejects.toThrow(missing);
  expect(await readdir(folder)).not.toContain("secret");
});
