import { Command } from "commander";
import { findEmbedded } from "../../db/embedded";
import { type Env, readEnv } from "../../lib/env";
import { DomainError } from "../../lib/errors";

export function configCommand(): Command {
  return new Command("config")
    .description("The configuration in force, secrets hidden")
    .option("--database", "address and process of the running database as JSON, with the password")
    .option("--database-url", "the address alone, for psql and pg_dump")
    .action(async ({ database, databaseUrl }: { database?: boolean; databaseUrl?: boolean }) => {
      const env = readEnv();
      if (databaseUrl) {
        process.stdout.write(`${(await databaseOf(env)).url}\n`);
        return;
      }
      if (database) {
        process.stdout.write(`${JSON.stringify(await databaseOf(env))}\n`);
        return;
      }
      const shown = {
        ...env,
        url: env.url.origin,
        databaseUrl: env.databaseUrl === undefined ? "embedded" : withoutPassword(env.databaseUrl),
        secret: env.secret === undefined ? "generated into ONBEHALF_DATA" : "set (hidden)",
        newSecret: env.newSecret === undefined ? "none" : "set (hidden)",
        metricsToken: env.metricsToken === undefined ? "none: loopback only" : "set (hidden)",
        smtpUrl: env.smtpUrl === undefined ? "none" : withoutPassword(env.smtpUrl),
        oidc: env.oidc === undefined ? "none" : { ...env.oidc, clientSecret: "set (hidden)" },
        admin: env.admin === undefined ? "none" : { email: env.admin.email, password: "hidden" },
      };
      process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    });
}

/** For psql and the benchmarks; whoever may run this can read the data folder anyway. */
async function databaseOf(env: Env) {
  if (env.databaseUrl !== undefined) return { url: env.databaseUrl };
  const running = await findEmbedded(env.dataDir);
  if (running === null)
    throw new DomainError("not_found", "The embedded PostgreSQL is not running.");
  return running;
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "set (hidden)";
  const parsed = new URL(url);
  if (parsed.password !== "") parsed.password = "hidden";
  return parsed.href;
}
