import { Command } from "commander";
import { checkServer } from "../../db/check-server";
import { migrate } from "../../db/migrate";
import { readEnv } from "../../lib/env";
import { withDatabase } from "./open-database";

export function migrateCommand(): Command {
  return new Command("migrate")
    .description("Bring the database's schema up to date (the server does so by itself)")
    .action(async () => {
      await withDatabase(readEnv(), async ({ url, sql }) => {
        await checkServer(sql);
        await migrate(url);
      });
      process.stdout.write("The schema is up to date.\n");
    });
}
