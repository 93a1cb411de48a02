import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { startEmbedded } from "../../db/embedded";
import { migrate } from "../../db/migrate";
import { createMember } from "../../lib/access/create-member";
import { ensurePartitions, weeksBetween } from "../../lib/calls/partitions";
import { sequencePending } from "../../lib/ledger/sequence";
import { rotateSecret } from "../../lib/secrets/rotate-secret";
import {
  asOperator,
  nativeCall,
  send,
  testDeployment,
  type TestDeployment,
  testSecret,
  testSource,
} from "../../lib/testing/deployment";
import { digestTables } from "../../lib/testing/records-digest";
import { doctorCommand } from "./doctor";
import { quiet } from "./open-database";

const DAY_MS = 24 * 3_600_000;
const answer = z.object({
  healthy: z.boolean(),
  findings: z.array(
    z.object({
      check: z.string(),
      status: z.string(),
      found: z.string(),
      todo: z.string().optional(),
    }),
  ),
});

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

describe("doctor", () => {
  let deps: TestDeployment;

  beforeEach(async () => {
    deps = await testDeployment();
    vi.stubEnv("DATABASE_URL", deps.url);
    vi.stubEnv("ONBEHALF_SECRET", testSecret.toString("hex"));
    const member = {
      email: "o@acme.example",
      roles: ["owner" as const],
      password: "correct horse battery",
    };
    await createMember(asOperator(deps.pool), member);
    const weeks = weeksBetween(Date.now(), Date.now() + 28 * DAY_MS);
    await ensurePartitions(deps.pool.sql, weeks, new Set());
    const records = Array.from({ length: 20 }, (_, n) => nativeCall(`call-${n}`));
    await send(deps, await testSource(deps.pool), records);
    await sequencePending(deps.pool.sql);
  });
  afterEach(() => deps.close());

  test("finds nothing to do in a healthy deployment, and changes nothing", async () => {
    const before = await digestTables(deps.pool.sql);
    const { healthy, findings } = await examine();
    expect(findings.filter(({ status }) => status !== "ok")).toEqual([]);
    expect(healthy).toBe(true);
    expect(process.exitCode ?? 0).toBe(0);
    expect(findings.find(({ check }) => check === "leaf hashes of call")?.found).toContain(
      "20 recomputed",
    );
    expect(await digestTables(deps.pool.sql)).toEqual(before);
  });

  test.each([
    [
      "a record that was changed behind the product's back",
      `ALTER TABLE call DISABLE TRIGGER USER; UPDATE call SET envelope = '{}' WHERE event_id = 'call-7'`,
      "leaf hashes of call",
    ],
    [
      "a batch that is gone from the sequence",
      "ALTER TABLE sealed DISABLE TRIGGER USER; UPDATE ledger_head SET next_index = 30",
      "index without gaps",
    ],
    ["nobody who can sign in", "UPDATE member SET disabled_at = now()", "owners"],
    [
      "events that nobody gives an index",
      `INSERT INTO seal_pending (batch_id, n, from_time, to_time, leaf_hashes, committed_at)
       VALUES (999, 1, now(), now(), sha256(''), now() - interval '1 hour')`,
      "sequence",
    ],
  ])("fails on %s", async (_, statement, check) => {
    await deps.pool.sql.unsafe(statement);
    const { healthy, findings } = await examine();
    expect(healthy).toBe(false);
    expect(process.exitCode).toBe(1);
    expect(findings.filter(({ status }) => status === "fail").map((one) => one.check)).toEqual([
      check,
    ]);
  });

  test.each([
    ["a key that expired", "api_key", "API keys"],
    ["quarantine that grows", "quarantine", "quarantine"],
    ["a job that nobody works on", "job", "jobs"],
    ["a message that was given up", "outbox", "messages"],
    ["a source that fell silent", "source_notice", "sources"],
  ])("warns of %s", async (_, table, check) => {
    const insert: Record<string, string> = {
      api_key: `INSERT INTO api_key (id, source_id, secret_sha256, scopes, expires_at, created_by)
                SELECT 'k', id, '\\x00', '{events:write}', now(), 'test' FROM source WHERE name = 'gw'`,
      quarantine: `INSERT INTO quarantine (source_id, format, reason, position, content_mac, ciphertext,
                     received_at, last_received_at, expires_at)
                   SELECT id, 'native', 'r', 'p', '\\x00', '\\x01', now(), now(), now() + interval '1 day'
                   FROM source WHERE name = 'gw'`,
      job: `INSERT INTO job (id, kind, state, sentence, asked_by, lease_until)
            VALUES ('job_1', 'rejudge', 'running', 's', 'test', now() - interval '1 hour')`,
      outbox: `INSERT INTO channel (id, kind, name, shown, address, events, created_by)
               VALUES ('chn_1', 'slack', 'n', 's', '\\x01', '{}', 'test');
               INSERT INTO outbox (id, channel_id, event, dedupe_key, message, status, settled_at)
               VALUES ('m', 'chn_1', 'e', 'd', '{}', 'dead', now())`,
      source_notice: `INSERT INTO source_notice (source_id, silence_told_for)
                      SELECT source_id, received_at FROM source_progress`,
    };
    await deps.pool.sql.unsafe(insert[table] ?? "");
    const { healthy, findings } = await examine();
    expect(healthy).toBe(true);
    expect(findings.filter(({ status }) => status === "warn").map((one) => one.check)).toEqual([
      check,
    ]);
    expect(findings.find((one) => one.check === check)?.todo).toBeTruthy();
  });

  test("says when the secret was rotated, and that a rotation is not finished", async () => {
    const next = Buffer.alloc(32, 33);
    await rotateSecret({ from: testSecret, to: next })(asOperator(deps.pool), {});
    expect((await examine()).findings.find(({ check }) => check === "secret")).toMatchObject({
      status: "fail",
      found: expect.stringContaining("rotated at"),
    });
    vi.stubEnv("ONBEHALF_SECRET", next.toString("hex"));
    expect((await examine()).findings.find(({ check }) => check === "secret")).toMatchObject({
      status: "warn",
      todo: expect.stringContaining("secret rotate"),
    });
  });

  test("prints a line a check with what to do below it", async () => {
    await deps.pool.sql`UPDATE member SET disabled_at = now()`;
    await doctorCommand().parseAsync([], { from: "user" });
    expect(printed).toMatch(/^fail {2}owners {2,}no owner can sign in\n +→ npm run cli -- users/m);
  });
});

test("doctor says that the database is away, and looks at the rest", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none");
  vi.stubEnv("ONBEHALF_SECRET", testSecret.toString("hex"));
  const { healthy, findings } = await examine();
  expect(healthy).toBe(false);
  expect(findings.find(({ check }) => check === "public address")?.status).toBe("ok");
  const broken = findings.filter(({ status }) => status === "fail");
  expect(broken.map(({ check }) => check)).toEqual(["database"]);
});

test("doctor starts a data folder's database, and finds files that are open to others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "onbehalf-doctor-"));
  await chmod(folder, 0o711);
  await writeFile(join(folder, "secret"), testSecret.toString("hex"), { mode: 0o644 });
  const embedded = await startEmbedded({ dataDir: folder, log: quiet });
  await migrate(embedded.url);
  await embedded.stop();
  vi.stubEnv("ONBEHALF_DATA", folder);
  const { findings } = await examine();
  const of = (check: string) => findings.find((one) => one.check === check);
  expect(of("secret file")).toMatchObject({
    status: "fail",
    todo: expect.stringContaining("chmod"),
  });
  expect(of("data folder")?.status).toBe("ok");
  expect(of("PostgreSQL version")?.status).toBe("ok");
  expect(of("disk")?.found).toMatch(/free, for /);
  expect(of("backup")?.status).toBe("warn");
  await rm(folder, { recursive: true });
});

async function examine() {
  printed = "";
  await doctorCommand().parseAsync(["--json"], { from: "user" });
  return answer.parse(JSON.parse(printed));
}
