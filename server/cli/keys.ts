import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { scopeSchema } from "../../lib/access/model";
import { createKey } from "../../lib/sources/create-key";
import { listKeys } from "../../lib/sources/list-sources";
import { revokeKey } from "../../lib/sources/revoke-key";
import { withContainer } from "./with-container";

const createOptions = z.object({
  source: z.string(),
  format: z.string().optional(),
  scopes: z
    .string()
    .transform((list) => list.split(",").map((one) => one.trim()))
    .pipe(z.array(scopeSchema)),
  expires: z
    .string()
    .regex(/^\d+d$/, "a number of days, such as 90d")
    .transform((text) => Number.parseInt(text, 10))
    .refine((days) => days >= 1 && days <= 3_650, "between 1d and 3650d, or none: never")
    .optional(),
});

export function keysCommand(): Command {
  const keys = new Command("keys").description("API keys of sources");
  keys
    .command("create")
    .description("Make a key (and its source when missing); prints it once, alone on the last line")
    .requiredOption("--source <name>", "source that the key acts for")
    .option("--format <format>", "format of a new source (default native)")
    .requiredOption("--scopes <list>", "comma-separated scopes, such as events:write")
    .option("--expires <days>", "such as 90d; default never")
    .action(async (raw: unknown) => {
      const { expires, ...options } = parseInput(createOptions, raw);
      const made = await withContainer((_, context) =>
        createKey(context, { ...options, ...(expires && { expiresInDays: expires }) }),
      );
      process.stderr.write(
        `Key ${made.id} for source ${made.source} (${made.format}). Shown once:\n`,
      );
      process.stdout.write(`${made.text}\n`);
    });
  keys
    .command("list")
    .description("All keys, one JSON line each, without secrets")
    .action(async () => {
      const all = await withContainer(({ console: pool }) => listKeys(pool));
      for (const key of all) process.stdout.write(`${JSON.stringify(key)}\n`);
    });
  keys
    .command("revoke <id>")
    .description("End a key; every process refuses it within a second")
    .action(async (id: string) => {
      await withContainer((_, context) => revokeKey(context, { id }));
      process.stdout.write(`revoked ${id}\n`);
    });
  return keys;
}
