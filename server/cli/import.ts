import { basename } from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { FORMATS, findAdapter } from "../../lib/calls/adapters/registry";
import { DomainError } from "../../lib/errors";
import { importFollowing } from "./import/import-following";
import { importWhole } from "./import/import-whole";
import { printRecords } from "./import/print-records";

const options = z
  .object({
    format: z.string(),
    source: z.string().optional(),
    dryRun: z.boolean().default(false),
    follow: z.boolean().default(false),
  })
  .refine(({ dryRun, follow }) => !(dryRun && follow), "--dry-run and --follow exclude each other");

export function importCommand(): Command {
  return new Command("import")
    .description("Read a gateway's audit log; - is standard input. Old records are accepted.")
    .argument("<file>")
    .requiredOption("--format <format>", FORMATS.join(", "))
    .option("--source <name>", "source to import into (default: the format's name)")
    .option("--follow", "read on as the file grows and rotates; the next time from where it ended")
    .option("--dry-run", "print each normalised record as a JSON line and store nothing")
    .action(async (file: string, raw: unknown) => {
      const { format, source = format, dryRun, follow } = parseInput(options, raw);
      const adapter = findAdapter(format);
      if (adapter === undefined) {
        throw new DomainError(
          "not_found",
          `There is no format ${format}; known: ${FORMATS.join(", ")}.`,
        );
      }
      const job = { file, name: basename(file), adapter, source };
      if (dryRun) await printRecords(job);
      else if (follow) await importFollowing(job, untilStopped());
      else await importWhole(job);
    });
}

/** The first signal asks to stop, the second ends the process as if nobody listened. */
function untilStopped(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"]) process.once(name, () => controller.abort());
  return controller.signal;
}
