import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, rmSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";
import { findEmbedded } from "../embedded";

const MEMORY = "/dev/shm";
const GIB = 1024 ** 3;

/**
 * Folder for the tests' cluster: in memory where there is plenty, so that durable settings cost nothing
 * (copying the template takes 25 ms there, and 200 to 2,000 on a disk), else in the project.
 */
export function clusterPlace(): { dataDir: string; leave: () => Promise<void> } {
  if (!hasRoom()) return { dataDir: ".onbehalf-test", leave: async () => undefined };
  const name = createHash("sha256").update(process.cwd()).digest("hex").slice(0, 16);
  const dataDir = join(MEMORY, `onbehalf-test-${name}`);
  mkdirSync(dataDir, { recursive: true });
  // PostgreSQL's user has to enter it, whoever runs the tests.
  chmodSync(dataDir, 0o755);
  // Memory is given back; another run that uses it keeps it.
  const leave = async () => {
    if ((await findEmbedded(dataDir)) === null) rmSync(dataDir, { recursive: true, force: true });
  };
  return { dataDir, leave };
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > 4 * GIB && freemem() > 8 * GIB;
  } catch {
    return false;
  }
}
