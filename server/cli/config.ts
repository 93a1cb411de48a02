import { Command } from "commander";
import { readEnv } from "../../lib/env";

export function configCommand(): Command {
  return new Command("config")
    .description("The configuration in force, secrets hidden")
    .action(() => {
      const env = readEnv();
      const shown = {
        ...env,
        url: env.url.origin,
        databaseUrl: env.databaseUrl === undefined ? "embedded" : withoutPassword(env.databaseUrl),
        secret: env.secret === undefined ? "generated into ONBEHALF_DATA" : "set (hidden)",
        admin: env.admin === undefined ? "none" : { email: env.admin.email, password: "hidden" },
      };
      process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    });
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "set (hidden)";
  const parsed = new URL(url);
  if (parsed.password !== "") parsed.password = "hidden";
  return parsed.href;
}
