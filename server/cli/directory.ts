import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { z } from "zod";
import { importDirectory } from "../../lib/identity/change-directory";
import { DIRECTORY_ROWS, directoryKindSchema } from "../../lib/identity/directory-rows";
import { readCsv } from "../../lib/identity/read-csv";
import { DomainError } from "../../lib/errors";
import { withContainer } from "./with-container";

export function directoryCommand(): Command {
  const directory = new Command("directory").description(
    "Persons, services, sanctions and the like",
  );
  const command = directory
    .command("import")
    .description("Import one CSV with a header; all rows or none");
  for (const kind of directoryKindSchema.options) {
    command.option(
      `--${kind} <file>`,
      `columns: ${Object.keys(DIRECTORY_ROWS[kind].shape).join(",")}`,
    );
  }
  command.action(async (raw: unknown) => {
    const given = z.partialRecord(directoryKindSchema, z.string()).parse(raw);
    const [chosen, ...others] = directoryKindSchema.options.filter((kind) => given[kind]);
    if (chosen === undefined || others.length > 0) {
      throw new DomainError(
        "invalid",
        `Name one file: --${directoryKindSchema.options.join(" or --")}.`,
      );
    }
    const rows = readCsv(await readFile(given[chosen] ?? "", "utf8"));
    const { version } = await withContainer((_, context) =>
      importDirectory(context, { kind: chosen, via: "csv", rows }),
    );
    process.stdout.write(`${rows.length} ${chosen} imported; directory version ${version}\n`);
  });
  return directory;
}
