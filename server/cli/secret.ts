import { randomBytes } from "node:crypto";
import { Command } from "commander";
import { checkSchema } from "../../db/check-schema";
import { type Env, readEnv } from "../../lib/env";
import { DomainError } from "../../lib/errors";
import { encryptAgain } from "../../lib/secrets/encrypt-again";
import { openKeys, openRing, secretInForce } from "../../lib/secrets/key-ring";
import { fingerprintOf, parseSecret } from "../../lib/secrets/keys";
import { isInFile, promoteNextSecret, writeNextSecret } from "../../lib/secrets/next-secret";
import { whileUnused } from "../../lib/secrets/presence";
import { rotateSecret } from "../../lib/secrets/rotate-secret";
import { findSecret, readSecret } from "../../lib/secrets/secret-file";
import { type OpenDatabase, operator, withDatabase } from "./open-database";

export function secretCommand(): Command {
  const secret = new Command("secret").description("The deployment's secret");
  secret
    .command("fingerprint")
    .description("The mark of the secret here and of the one in force; tells nothing about them")
    .action(async () => {
      const env = readEnv();
      const own = findSecret(env);
      const inForce = await withDatabase(env, ({ pool }) => secretInForce(pool.db));
      const here = own === undefined ? null : fingerprintOf(own);
      process.stdout.write(`${JSON.stringify({ here, inForce })}\n`);
    });
  secret
    .command("rotate")
    .description("Put a new secret in force; nothing else may run meanwhile")
    .action(async () => {
      const env = readEnv();
      await withDatabase(env, (database) => rotate(env, database));
    });
  return secret;
}

async function rotate(env: Env, database: OpenDatabase): Promise<void> {
  const { sql, pool } = database;
  await checkSchema(sql);
  const outcome = await whileUnused(sql, () => putInForce(env, database));
  if ("users" in outcome) {
    throw new DomainError(
      "conflict",
      `${outcome.users} other ${outcome.users === 1 ? "process uses" : "processes use"} this secret. Stop every server and command of this deployment, then rotate.`,
    );
  }
  say(
    "What was encrypted under earlier secrets is encrypted again; the server may start meanwhile.",
  );
  const keys = await openKeys(pool.db, outcome.done);
  const n = await encryptAgain(sql, keys, reporter());
  say(`${n} values are encrypted under the new secret, and nothing is under an earlier one.`);
}

/** One transaction, unless a rotation before this one was interrupted: that is finished instead. */
async function putInForce(env: Env, { pool }: OpenDatabase): Promise<Buffer> {
  const inForce = (await secretInForce(pool.db))?.fingerprint;
  promoteNextSecret(env, inForce);
  const from = readSecret(env, inForce);
  const { retired } = await openRing(pool.db, from);
  if (retired.some(({ payload }) => payload !== null)) {
    say("A rotation was interrupted; it goes on. To rotate once more, start the command again.");
    return from;
  }
  const to = chooseNext(env);
  if (to.equals(from))
    throw new DomainError("invalid", "ONBEHALF_NEW_SECRET is the present secret.");
  await rotateSecret({ from, to })({ pool, actor: operator() }, {});
  say(
    `In force: ${fingerprintOf(to)}. Before: ${fingerprintOf(from)}. Everybody has to sign in again.`,
  );
  const kept = promoteNextSecret(env, fingerprintOf(to));
  say(
    kept === null
      ? "Start every process with the new ONBEHALF_SECRET. Keep the old one for backups made before."
      : `The old one is kept in ${kept}, for backups made before.`,
  );
  return to;
}

/** A secret that only the environment can hold is shown before it counts: it must not be lost. */
function chooseNext(env: Env): Buffer {
  const given = env.newSecret === undefined ? undefined : parseSecret(env.newSecret);
  if (isInFile(env)) return writeNextSecret(env, given);
  if (given !== undefined) return given;
  const made = randomBytes(32);
  say("The new secret, shown once. It is in force as soon as this command says so:");
  process.stdout.write(`${made.toString("hex")}\n`);
  return made;
}

function reporter(): (done: number) => void {
  let told = Date.now();
  return (done) => {
    if (Date.now() - told < 1_000) return;
    told = Date.now();
    say(`${done} so far`);
  };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
