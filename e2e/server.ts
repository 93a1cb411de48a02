// One production server for a run of journeys: its own data folder, port and database.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type E2eServer = {
  url: string;
  /** The deployment's data folder. */
  data: string;
  /** The token of the set-up link that the start printed. */
  setupToken: string;
  /** All that the server has written to standard output so far. */
  printed: () => string;
  /** Ends the process and leaves the data, for another one to be started with. */
  halt: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * `more` is added to the environment; with an owner, a database from elsewhere or fewer roles in it
 * no set-up link is printed.
 */
export async function startServer(
  more: Record<string, string> = {},
  data = mkdtempSync(join(tmpdir(), "onbehalf-e2e-")),
): Promise<E2eServer> {
  const port = await freePort();
  const env = { ...environment(data, port), ...more };
  const child = spawn(process.execPath, ["dist/main.mjs"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (printed += chunk));
  const withoutLink = ["ONBEHALF_ADMIN_EMAIL", "DATABASE_URL", "ONBEHALF_ROLE"];
  const setupToken = await readSetupToken(
    child,
    withoutLink.some((name) => name in more),
  );
  const halt = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await gone;
  };
  return {
    url: `http://localhost:${port}`,
    setupToken,
    data,
    printed: () => printed,
    halt,
    stop: async () => {
      await halt();
      removeCluster(data);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** As root it lies elsewhere, where PostgreSQL's user can reach it; none with DATABASE_URL. */
export function removeCluster(data: string): void {
  const place = join(data, "postgres.json");
  if (!existsSync(place)) return;
  const { home }: { home: string } = JSON.parse(readFileSync(place, "utf8"));
  rmSync(home, { recursive: true, force: true });
}

/** Runs a CLI command against a deployment and returns what it printed. */
export function cli(data: string, args: readonly string[], input = ""): string {
  const options = { env: environment(data, 0), encoding: "utf8", input } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["dist/cli.mjs", ...args],
    options,
  );
  if (status !== 0) throw new Error(`cli ${args.join(" ")}: ${stderr}`);
  return stdout;
}

function environment(data: string, port: number): NodeJS.ProcessEnv {
  const { DATABASE_URL: _elsewhere, ONBEHALF_SECRET: _theirs, ...rest } = process.env;
  return {
    ...rest,
    ONBEHALF_DATA: data,
    PORT: String(port),
    ONBEHALF_LOG_LEVEL: "warn",
    NODE_ENV: "production",
  };
}

function readSetupToken(child: ChildProcess, withoutLink: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const token = /\/setup#(\S+)/.exec(printed)?.[1];
      if (token !== undefined) resolve(token);
      else if (withoutLink && printed.includes("is ready at")) resolve("");
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}
