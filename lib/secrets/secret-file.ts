import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../env";
import { parseSecret } from "./keys";

/**
 * The deployment's secret: ONBEHALF_SECRET, else the file in the data folder, which must exist. The
 * file is made only where none is in force yet (`inForce`: the fingerprint) and the database is
 * embedded: another may have processes elsewhere that must share it.
 */
export function readSecret(env: Env, inForce: string | undefined): Buffer {
  if (env.secret !== undefined) return parseSecret(env.secret);
  if (env.databaseUrl !== undefined) {
    throw new Error(
      "DATABASE_URL is set, so ONBEHALF_SECRET is required: 32 random bytes, the same for every process on this database.\n" +
        "  For example: ONBEHALF_SECRET=$(openssl rand -hex 32)",
    );
  }
  const file = secretFile(env);
  if (inForce !== undefined && !existsSync(file)) {
    throw new Error(
      `${file} is missing. Put back the secret with the fingerprint ${inForce} (chmod 600), or set ONBEHALF_SECRET to it.\n` +
        "  Without it nobody could sign in and no encrypted record could be opened, so no new one was made.",
    );
  }
  try {
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!isExisting(error)) throw error;
  }
  return parseSecret(readFileSync(file, "utf8"));
}

/** The deployment's secret if there is one; makes none. */
export function findSecret(env: Env): Buffer | undefined {
  if (env.secret !== undefined) return parseSecret(env.secret);
  const file = secretFile(env);
  if (env.databaseUrl !== undefined || !existsSync(file)) return undefined;
  return parseSecret(readFileSync(file, "utf8"));
}

export function secretFile(env: Env): string {
  return join(env.dataDir, "secret");
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
