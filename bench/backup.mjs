// Backup and restore: how long, how large, how much memory, at a tenth of the size and at all of it.
// The server runs and stores while it is backed up. One JSON line a run.
//   node bench/backup.mjs [--calls 100000] [--port 3980]
import { spawn } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { send } from "./send.mjs";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "100000" },
    port: { type: "string", default: "3980" },
  },
});
const calls = Number(values.calls);
const BATCH = 500;
const DAYS = 20;
const next = random(17);
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

const deployment = await startDeployment({ name: "backup", port: Number(values.port) });
const sql = postgres(deployment.database().url, { max: 1, onnotice: () => {} });
const restored = join(deployment.data, "restored");
try {
  const key = deployment.key("bench");
  await store(key, 0, calls / 10);
  await backUp(key, calls / 10);
  await store(key, calls / 10, calls);
  const file = await backUp(key, calls);
  await restore(file);
} finally {
  await sql.end();
  agent.destroy();
  await deployment.remove();
}

async function store(key, from, to) {
  const start = Date.now();
  for (let n = from; n < to; n += BATCH) {
    const events = Array.from({ length: BATCH }, (_, k) =>
      event(next, `event-${n + k}`, start - Math.floor(next() * DAYS * 86_400_000)),
    );
    const { status } = await send(agent, deployment.base, key, Buffer.from(JSON.stringify(events)));
    if (status !== 200) throw new Error(`the server answered ${status}`);
  }
  while ((await sql`SELECT 1 FROM seal_pending LIMIT 1`).length > 0) await pause(200);
}

async function backUp(key, size) {
  const file = join(deployment.data, `${size}.tar`);
  const { seconds, megabytesOfMemory } = await run(deployment.data, "backup", file);
  const [row] = await sql`SELECT pg_database_size(current_database())::float8 AS bytes`;
  print({
    bench: "backup",
    calls: size,
    seconds: round(seconds),
    megabytes: round(statSync(file).size / 1e6),
    databaseMegabytes: round(row.bytes / 1e6),
    megabytesOfMemory,
  });
  return file;
}

async function restore(file) {
  const env = { ONBEHALF_SECRET: readFileSync(join(deployment.data, "secret"), "utf8") };
  const { seconds, megabytesOfMemory, output } = await run(restored, "restore", file, env);
  print({ bench: "restore", calls, seconds: round(seconds), megabytesOfMemory, output });
  const { home } = JSON.parse(readFileSync(join(restored, "postgres.json"), "utf8"));
  rmSync(home, { recursive: true });
}

/** The command as a process of its own, with the most memory it ever had. */
async function run(data, command, file, more = {}) {
  const env = { ...process.env, ONBEHALF_DATA: data, ...more };
  delete env.DATABASE_URL;
  const started = performance.now();
  const stdio = ["ignore", "pipe", "inherit"];
  const child = spawn(process.execPath, ["dist/cli.mjs", command, file], { env, stdio });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  let most = 0;
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It has just ended.
    }
  }, 50);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${output}`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, megabytesOfMemory: round(most / 1024), output: output.trim().split("\n") };
}
