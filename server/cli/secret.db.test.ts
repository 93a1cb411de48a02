import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startEmbedded } from "../../db/embedded";
import { migrate } from "../../db/migrate";
import { createTestDatabase } from "../../db/testing/database";
import { readEnv } from "../../lib/env";
import { openKeys } from "../../lib/secrets/key-ring";
import { fingerprintOf, parseSecret } from "../../lib/secrets/keys";
import { writeNextSecret } from "../../lib/secrets/next-secret";
import { holdPresence } from "../../lib/secrets/presence";
import { rotateSecret } from "../../lib/secrets/rotate-secret";
import { asOperator, testSecret } from "../../lib/testing/deployment";
import { boot } from "../boot";
import { onDatabase, quiet, withDatabase } from "./open-database";
import { secretCommand } from "./secret";

let printed = "";
let said = "";
beforeEach(() => {
  [printed, said] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("secret rotate, in a data folder", () => {
  let folder: string;
  const secretOf = (name: string) => readFile(join(folder, name), "utf8").then(parseSecret);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "onbehalf-secret-"));
    await chmod(folder, 0o711);
    await writeFile(join(folder, "secret"), testSecret.toString("hex"), { mode: 0o600 });
    vi.stubEnv("ONBEHALF_DATA", folder);
    const embedded = await startEmbedded({ dataDir: folder, log: quiet });
    await migrate(embedded.url);
    await onDatabase(embedded.url, ({ pool }) => openKeys(pool.db, testSecret));
    await embedded.stop();
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("puts a new file in the old one's place, which is kept beside it", async () => {
    await run("rotate");
    const kept = `secret.previous-${fingerprintOf(testSecret)}`;
    expect((await secretOf(kept)).equals(testSecret)).toBe(true);
    expect(said).toContain(join(folder, kept));
    expect((await readdir(folder)).filter((name) => name.startsWith("secret"))).toHaveLength(2);
    expect((await stat(join(folder, "secret"))).mode & 0o777).toBe(0o600);
    const own = await secretOf("secret");
    await withDatabase(readEnv(), ({ pool }) => openKeys(pool.db, own));
    await run("fingerprint");
    expect(JSON.parse(printed)).toMatchObject({
      here: fingerprintOf(own),
      inForce: { fingerprint: fingerprintOf(own), keyId: 2 },
    });
    expect(printed + said).not.toContain(own.toString("hex"));
  });

  test("is refused while another process is connected, and says how many", async () => {
    const embedded = await startEmbedded({ dataDir: folder, log: quiet });
    const other = await holdPresence(embedded.url, () => undefined);
    await expect(run("rotate")).rejects.toThrow("1 other process uses this secret");
    await other.close();
    await embedded.stop();
    expect((await secretOf("secret")).equals(testSecret)).toBe(true);
    expect(existsSync(join(folder, "secret.next"))).toBe(false);
  });

  test("that was killed after the database and before the file is finished by the next start", async () => {
    const next = writeNextSecret(readEnv(), undefined);
    await withDatabase(readEnv(), ({ pool }) =>
      rotateSecret({ from: testSecret, to: next })(asOperator(pool), {}),
    );
    const { container, shutDown } = await boot({ command: true });
    expect(container.keys.fingerprint).toBe(fingerprintOf(next));
    await shutDown();
    expect((await secretOf("secret")).equals(next)).toBe(true);
    await run("rotate");
    expect(said).toContain("interrupted");
    expect((await secretOf("secret")).equals(next)).toBe(true);
  });

  test("that was killed before the database changes nothing, and the next one uses its file", async () => {
    const next = writeNextSecret(readEnv(), undefined);
    await withDatabase(readEnv(), ({ pool }) => openKeys(pool.db, testSecret));
    await run("rotate");
    expect((await secretOf("secret")).equals(next)).toBe(true);
  });
});

describe("secret rotate, with DATABASE_URL", () => {
  test("takes the new secret from the environment, or makes one and prints it once", async () => {
    const { url, drop } = await createTestDatabase();
    const given = Buffer.alloc(32, 44);
    vi.stubEnv("DATABASE_URL", url);
    vi.stubEnv("ONBEHALF_SECRET", testSecret.toString("hex"));
    vi.stubEnv("ONBEHALF_NEW_SECRET", given.toString("hex"));
    await onDatabase(url, ({ pool }) => openKeys(pool.db, testSecret));
    await run("rotate");
    expect(printed).toBe("");
    await onDatabase(url, ({ pool }) => openKeys(pool.db, given));

    await expect(run("rotate")).rejects.toThrow("rotated at");
    vi.stubEnv("ONBEHALF_SECRET", given.toString("hex"));
    await expect(run("rotate")).rejects.toThrow("is the present secret");
    vi.stubEnv("ONBEHALF_NEW_SECRET", "");
    await run("rotate");
    await onDatabase(url, ({ pool }) => openKeys(pool.db, parseSecret(printed)));
    expect(printed.trim().split("\n")).toHaveLength(1);
    await drop();
  });
});

async function run(command: string): Promise<void> {
  await secretCommand().parseAsync([command], { from: "user" });
}
