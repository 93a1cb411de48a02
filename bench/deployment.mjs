// A deployment of its own for a measurement: data in a temporary folder, the built server as a
// process, ended by its id. Run `npm run build` first.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Such as `--cpu-prof`: what a profile needs of Node. */
const nodeArguments = (process.env.BENCH_NODE_ARGUMENTS ?? "").split(" ").filter(Boolean);

/** Starts the server and waits until it is ready. `more`: environment of the server. */
export async function startDeployment({ name, port, more = {} }) {
  const data = mkdtempSync(join(tmpdir(), `onbehalf-${name}-`));
  const env = {
    ...process.env,
    ONBEHALF_DATA: data,
    PORT: String(port),
    ONBEHALF_LOG_LEVEL: "warn",
  };
  for (const inherited of ["DATABASE_URL", "ONBEHALF_ROLE", "NODE_ENV"]) delete env[inherited];
  Object.assign(env, { ONBEHALF_ROLE: "gate,worker" }, more);
  const base = `http://127.0.0.1:${port}`;
  let server;
  let stopping = false;

  const cli = (...args) => {
    const run = spawnSync(process.execPath, ["dist/cli.mjs", ...args], { env, encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout;
  };
  const deployment = {
    base,
    cli,
    /** Address and process id of the embedded PostgreSQL. */
    database: () => JSON.parse(cli("config", "--database")),
    key: (source, scopes = "events:write", format = "native") =>
      cli("keys", "create", "--source", source, "--format", format, "--scopes", scopes).trim(),
    serverPid: () => server.pid,
    /** A process that ends by itself or by a kill is started again. */
    start: async (extra = {}) => {
      const own = spawn(process.execPath, [...nodeArguments, "dist/main.mjs"], {
        env: { ...env, ...extra },
        stdio: ["ignore", "ignore", "inherit"],
      });
      server = own;
      own.on("exit", () => {
        if (server === own && !stopping) setTimeout(() => void deployment.start(extra), 100);
      });
      await ready(base);
    },
    stopServer: async () => {
      if (!server || server.exitCode !== null) return;
      const own = server;
      server = undefined;
      const gone = new Promise((resolve) => own.once("exit", resolve));
      own.kill("SIGTERM");
      await gone;
    },
    /** Ends server and database and removes the data. */
    remove: async () => {
      stopping = true;
      await deployment.stopServer();
      rmSync(data, { recursive: true, force: true });
    },
  };
  await deployment.start();
  return deployment;
}

async function ready(base) {
  for (let n = 0; n < 600; n += 1) {
    const ok = await fetch(`${base}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await pause(100);
  }
  throw new Error("the server did not come up within a minute");
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
