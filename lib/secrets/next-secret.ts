// The file of the secret through a rotation: `secret.next` is written before the database changes
// and takes the place of `secret` afterwards, by whoever comes first: the command or the next start.
import { randomBytes } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Env } from "../env";
import { fingerprintOf, parseSecret } from "./keys";
import { secretFile } from "./secret-file";

/** Whether the secret is the file in the data folder, and not the environment's. */
export function isInFile(env: Env): boolean {
  return env.secret === undefined && env.databaseUrl === undefined;
}

/** What to rotate to: of a rotation that was interrupted, or `given`, or made now. On the disk. */
export function writeNextSecret(env: Env, given: Buffer | undefined): Buffer {
  const file = `${secretFile(env)}.next`;
  if (given !== undefined || !existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    const handle = openSync(draft, "w", 0o600);
    writeSync(handle, (given ?? randomBytes(32)).toString("hex"));
    fsyncSync(handle);
    closeSync(handle);
    renameSync(draft, file);
    syncFolder(file);
  }
  return parseSecret(readFileSync(file, "utf8"));
}

/**
 * Puts `secret.next` in the place of `secret` when it is the one in force in the database. Answers
 * where the one before is kept, or null when there was nothing to do.
 */
export function promoteNextSecret(env: Env, inForce: string | undefined): string | null {
  const file = secretFile(env);
  const next = `${file}.next`;
  if (!isInFile(env) || !existsSync(next)) return null;
  if (fingerprintOf(parseSecret(readFileSync(next, "utf8"))) !== inForce) return null;
  const kept = keepAside(env);
  renameSync(next, file);
  syncFolder(file);
  return kept;
}

/** Where a secret that was in force is kept, for backups of its time. */
export function previousSecretFile(env: Env, fingerprint: string): string {
  return `${secretFile(env)}.previous-${fingerprint}`;
}

function keepAside(env: Env): string | null {
  const file = secretFile(env);
  if (!existsSync(file)) return null;
  const before = fingerprintOf(parseSecret(readFileSync(file, "utf8")));
  const kept = previousSecretFile(env, before);
  if (!existsSync(kept)) {
    copyFileSync(file, `${kept}.partial`);
    renameSync(`${kept}.partial`, kept);
  }
  return kept;
}

function syncFolder(file: string): void {
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}
