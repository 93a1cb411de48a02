import { chmod, mkdir, readFile, realpath, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { EmbeddedError } from "./error";

/**
 * What `ONBEHALF_DATA/postgres.json` (0600) remembers between starts. `home` is the folder of the
 * cluster: inside the data folder, or elsewhere when PostgreSQL's user cannot reach that one.
 */
const embeddedState = z.object({
  dataDir: z.string(),
  home: z.string(),
  port: z.number().int(),
  password: z.string(),
  ownerPassword: z.string(),
  /** False until the cluster is complete; after that a missing one is never silently replaced. */
  created: z.boolean(),
});
export type EmbeddedState = z.infer<typeof embeddedState>;

/** The recorded state, or null when no cluster was made here. Throws when it cannot be read. */
export async function readState(dataDir: string): Promise<EmbeddedState | null> {
  let text: string;
  try {
    text = await readFile(stateFile(dataDir), "utf8");
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw notWritable(dataDir, cause);
  }
  try {
    return embeddedState.parse(JSON.parse(text));
  } catch (cause) {
    throw new EmbeddedError("start_failed", `${stateFile(dataDir)} is damaged.`, { cause });
  }
}

/** Replaces the recorded state in one step, so that a crash leaves the old or the new one. */
export async function writeState(dataDir: string, state: EmbeddedState): Promise<void> {
  const draft = `${stateFile(dataDir)}.${process.pid}`;
  try {
    await unlink(draft).catch(() => undefined);
    await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    await rename(draft, stateFile(dataDir));
  } catch (cause) {
    throw notWritable(dataDir, cause);
  }
}

/** Creates the data folder when missing and answers its real path. Throws `folder_not_writable`. */
export async function prepareDataDir(dataDir: string): Promise<string> {
  // Root's PostgreSQL user must pass through, hence the x bits; secrets in it are 0600 themselves.
  const mode = isRoot() ? 0o711 : 0o700;
  try {
    const created = await mkdir(dataDir, { recursive: true });
    if (created) await chmod(dataDir, mode);
    const real = await realpath(dataDir);
    const probe = join(real, `.writable-${process.pid}`);
    await writeFile(probe, "");
    await unlink(probe);
    return real;
  } catch (cause) {
    throw notWritable(dataDir, cause);
  }
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function stateFile(dataDir: string): string {
  return join(dataDir, "postgres.json");
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function notWritable(dataDir: string, cause: unknown): EmbeddedError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EmbeddedError(
    "folder_not_writable",
    `The data folder ${dataDir} cannot be used (${why}). Make it writable, or set ONBEHALF_DATA to another folder.`,
    { cause },
  );
}
