// A deployment of its own for a measurement: data in a temporary folder, the built server as a
// process, ended by its id. Run `npm run build` first.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { staleParts } from "../scripts/stamp.mjs";

/** Such as `--cpu-prof`: what a profile needs of Node. */
const nodeArguments = (process.env.BENCH_NODE_ARGUMENTS ?? "").split(" ").filter(Boolean);

/**
 * Starts the processes and waits until each is ready: one with all roles that need no pages, or
 * those named by `processes` (name -> ONBEHALF_ROLE). One that ends is started again. Data in the
 * folder `keep`, where one is named, outlive the measurement and are there again the next time.
 */
export async function startDeployment({
  name,
  port,
  more = {},
  processes = { server: "gate,worker" },
  keep,
}) {
  if (staleParts(["server"]).length > 0)
    throw new Error("dist is not of this source: npm run build");
  if (keep) mkdirSync(keep, { recursive: true });
  const data = keep ?? mkdtempSync(join(tmpdir(), `onbehalf-${name}-`));
  const env = { ...process.env, ONBEHALF_DATA: data, ONBEHALF_LOG_LEVEL: "error" };
  for (const inherited of ["DATABASE_URL", "ONBEHALF_ROLE", "NODE_ENV"]) delete env[inherited];
  Object.assign(env, more);
  const running = new Map();
  const halted = new Set();
  let stopping = false;

  const cliWith = (input, ...args) => {
    const run = spawnSync(process.execPath, ["dist/cli.mjs", ...args], {
      env,
      input,
      encoding: "utf8",
    });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout;
  };
  const cli = (...args) => cliWith("", ...args);
  const start = async (role, n) => {
    const own = spawn(process.execPath, [...nodeArguments, "dist/main.mjs"], {
      env: { ...env, PORT: String(port + n), ONBEHALF_ROLE: processes[role] },
      // What it logs goes where it can be read beside the results.
      stdio: ["ignore", process.stderr, "inherit"],
    });
    running.set(role, own);
    own.on("exit", () => {
      if (!stopping && !halted.has(role))
        setTimeout(() => void start(role, n).catch(() => {}), 100);
    });
    await ready(`http://127.0.0.1:${port + n}`);
  };
  const end = async (role) => {
    const own = running.get(role);
    if (own.exitCode !== null || own.signalCode !== null) return;
    const gone = new Promise((resolve) => own.once("exit", resolve));
    own.kill("SIGTERM");
    await gone;
  };
  const deployment = {
    data,
    base: `http://127.0.0.1:${port}`,
    cli,
    /** The same with something on standard input. */
    cliWith,
    /** Address and process id of the embedded PostgreSQL. */
    database: () => JSON.parse(cli("config", "--database")),
    key: (source, scopes = "events:write", format = "native") =>
      cli("keys", "create", "--source", source, "--format", format, "--scopes", scopes).trim(),
    pid: (role = "server") => running.get(role).pid,
    /** Ends one process by SIGTERM until it is started again. */
    stop: (role) => {
      halted.add(role);
      return end(role);
    },
    start: (role) => {
      halted.delete(role);
      return start(role, Object.keys(processes).indexOf(role));
    },
    /** Ends everything by SIGTERM and removes the data, unless they are kept. */
    remove: async () => {
      stopping = true;
      for (const role of running.keys()) await end(role);
      if (keep) return;
      // As root the cluster lies elsewhere, where PostgreSQL's user can reach it. One that was only
      // named by DATABASE_URL is another deployment's.
      const place = join(data, "postgres.json");
      if (existsSync(place)) {
        const { home } = JSON.parse(readFileSync(place, "utf8"));
        rmSync(home, { recursive: true, force: true });
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
  for (const [n, role] of Object.keys(processes).entries()) await start(role, n);
  return deployment;
}

async function ready(base) {
  // Kept data may have to be migrated first.
  for (let n = 0; n < 9_000; n += 1) {
    const ok = await fetch(`${base}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await pause(100);
  }
  throw new Error("the server did not come up within 15 minutes");
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function print(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Three digits that count. */
export function round(number) {
  return Number(number.toPrecision(3));
}
