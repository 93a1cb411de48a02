import { Command } from "commander";
import { withContainer } from "./with-container";

export function migrateCommand(): Command {
  return new Command("migrate")
    .description("Bring the database's schema up to date (the server does so by itself)")
    .action(async () => {
      await withContainer(() => Promise.resolve());
      process.stdout.write("The schema is up to date.\n");
    });
}
