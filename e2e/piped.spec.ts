// The command line as it is documented, through npm, with a program at the other end.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import postgres from "postgres";
import { toolhiveCall } from "./records";
import { cli, type E2eServer, removeCluster, startServer } from "./server";

// npm, and a second database to restore into.
test.describe.configure({ timeout: 120_000 });

let server: E2eServer;
let folder: string;

test.beforeAll(async () => {
  server = await startServer();
  folder = mkdtempSync(join(tmpdir(), "onbehalf-piped-"));
  const records = Array.from({ length: 1_000 }, (_, n) =>
    JSON.stringify(toolhiveCall(`piped-${n}`, new Date(Date.now() - n * 1_000).toISOString())),
  );
  const file = join(folder, "records.jsonl");
  writeFileSync(file, `${records.join("\n")}\n`);
  cli(server.data, ["import", "--format", "toolhive", file]);
});

test.afterAll(async () => {
  await server.stop();
  removeCluster(join(folder, "restored"));
  rmSync(folder, { recursive: true, force: true });
});

test("a backup that was piped through npm is restored, and one with npm's lines is refused", () => {
  const said = shell("npm run cli -- backup - > refused.tar");
  expect(said.status).toBe(1);
  expect(said.stderr).toContain("npm run --silent cli -- backup -");

  expect(shell(`npm run --silent cli -- backup - | cat > piped.tar`)).toMatchObject({ status: 0 });
  const restored = join(folder, "restored");
  const restore = `mkdir -m 755 ${restored} && cp ${server.data}/secret ${restored} && `;
  const line = `ONBEHALF_DATA=${restored} npm run cli -- restore ${folder}/piped.tar`;
  expect(shell(restore + line)).toMatchObject({ status: 0 });
  const doctor = shell(`ONBEHALF_DATA=${restored} node dist/cli.mjs doctor --json`);
  const { findings }: { findings: { check: string; status: string }[] } = JSON.parse(doctor.stdout);
  expect(findings.find(({ check }) => check === "data folder")).toMatchObject({ status: "ok" });
  const count = `ONBEHALF_DATA=${restored} node dist/cli.mjs calls --format ndjson --limit 2000 | wc -l`;
  expect(shell(count).stdout.trim()).toBe("1000");
});

test("calls that go to a file through npm are that file and nothing else", () => {
  shell("npm run --silent cli -- calls --format csv --limit 10 > calls.csv");
  const lines = readFileSync(join(folder, "calls.csv"), "utf8").trimEnd().split("\n");
  expect(lines).toHaveLength(11);
  expect(lines[0]).toMatch(/^time,/);
  const without = shell("npm run cli -- calls --format csv --limit 10 | cat");
  expect(without.stderr).toContain("npm run --silent cli");
});

test("the address of the database is one that a client of PostgreSQL takes", async () => {
  const { stdout } = shell('printf %s "$(npm run --silent cli -- config --database-url)"');
  const sql = postgres(stdout, { max: 1 });
  expect(await sql`SELECT count(*)::int AS n FROM call`).toMatchObject([{ n: 1_000 }]);
  await sql.end();
});

test("a reader that has enough ends a command without a word", () => {
  const { stdout, stderr, status } = shell("node dist/cli.mjs calls --limit 1000 | head -2");
  expect({ lines: stdout.trim().split("\n").length, stderr, status }).toEqual({
    lines: 2,
    stderr: "",
    status: 0,
  });
});

/** A line as an operator types it, in the project's folder; what it writes goes to ours. */
function shell(line: string) {
  const inOurs = line.replace(/> (\w+\.\w+)$/, `> ${folder}/$1`);
  const { DATABASE_URL: _elsewhere, ONBEHALF_SECRET: _theirs, ...rest } = process.env;
  const env: NodeJS.ProcessEnv = { ...rest, ONBEHALF_DATA: server.data, NODE_ENV: "production" };
  for (const name of Object.keys(env)) if (name.startsWith("npm_")) delete env[name];
  return spawnSync("bash", ["-o", "pipefail", "-c", inOurs], { env, encoding: "utf8" });
}
