// One production server for a run of journeys: its own data folder, port and database.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type E2eServer = {
  url: string;
  /** The token of the set-up link that the start printed. */
  setupToken: string;
  /** Runs a CLI command against the same deployment and returns what it printed. */
  cli: (...args: string[]) => string;
  stop: () => Promise<void>;
};

export async function startServer(): Promise<E2eServer> {
  const data = mkdtempSync(join(tmpdir(), "onbehalf-e2e-"));
  const port = await freePort();
  const env = {
    ...process.env,
    ONBEHALF_DATA: data,
    PORT: String(port),
    ONBEHALF_LOG_LEVEL: "warn",
    NODE_ENV: "production",
  };
  const child = spawn(process.execPath, ["dist/main.mjs"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const setupToken = await readSetupToken(child);
  return {
    url: `http://localhost:${port}`,
    setupToken,
    cli: (...args) => {
      const result = spawnSync(process.execPath, ["dist/cli.mjs", ...args], {
        env,
        encoding: "utf8",
      });
      if (result.status !== 0) throw new Error(`cli ${args.join(" ")}: ${result.stderr}`);
      return result.stdout;
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function readSetupToken(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const token = /\/setup#(\S+)/.exec(printed)?.[1];
      if (token !== undefined) resolve(token);
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
