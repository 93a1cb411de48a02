import type { Pool } from "../../db/client";
import type { Env } from "../env";
import { secretInForce } from "../secrets/key-ring";
import { fingerprintOf } from "../secrets/keys";
import { findSecret } from "../secrets/secret-file";
import { fail, type Finding, ok, warn } from "./model";

/** Whether the secret here is the one in force, and whether a rotation was left unfinished. */
export async function checkSecret(pool: Pool, env: Env): Promise<Finding> {
  const check = "secret";
  const secret = findSecret(env);
  const here = secret && fingerprintOf(secret);
  const inForce = await secretInForce(pool.db);
  if (inForce === null) return warn(check, "no start has noted one yet", "Start the server.");
  const since = inForce.rotatedAt === null ? "" : `, rotated at ${inForce.rotatedAt}`;
  if (here !== inForce.fingerprint) {
    return fail(
      check,
      `${here ?? "none"} here, ${inForce.fingerprint} is in force${since}`,
      "Give the process the secret in force; without it nothing starts.",
    );
  }
  const [left] = await pool.sql`SELECT 1 FROM retired_key WHERE payload IS NOT NULL`;
  if (left === undefined) return ok(check, `${here}, in force${since}`);
  return warn(
    check,
    `${here}, in force${since}; some records are encrypted under an earlier one`,
    "npm run cli -- secret rotate, which finishes that.",
  );
}
