import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { publishPolicy } from "../../lib/policy/publish-policy";
import {
  listPolicyVersions,
  newestVersion,
  readPolicyInForce,
  readPolicyVersion,
} from "../../lib/policy/read-versions";
import { withContainer } from "./with-container";

const publishing = z.object({
  reason: z.string().default("published at the command line"),
  base: z.coerce.number().int().min(0).optional(),
});

export function policyCommand(): Command {
  const policy = new Command("policy").description("Which identity may use which tool");
  policy
    .command("publish <file>")
    .description("Make the file (- for stdin) the version in force, everywhere within a second")
    .option("--reason <text>", "why, for the record")
    .option("--base <number>", "refuse where another version is in force than this one")
    .action(async (file: string, raw: unknown) => {
      const { reason, base } = parseInput(publishing, raw);
      const document = file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
      const { number, contentHash } = await withContainer(async ({ console: pool }, context) =>
        publishPolicy(context, {
          document,
          reason,
          base: base ?? (await newestVersion(pool.db)),
        }),
      );
      process.stdout.write(`version ${number} is in force (${contentHash})\n`);
    });
  policy
    .command("show [number]")
    .description("The document in force, or of a version")
    .action(async (number: string | undefined) => {
      const { document } = await withContainer(({ console: pool }) =>
        number === undefined
          ? readPolicyInForce(pool)
          : readPolicyVersion(pool, parseInput(z.coerce.number().int().min(1), number)),
      );
      process.stdout.write(document);
    });
  policy
    .command("versions")
    .description("Every version, the newest first, one JSON line each")
    .action(async () => {
      await withContainer(async ({ console: pool }) => {
        let before: number | undefined;
        do {
          const { items, next } = await listPolicyVersions(pool, before);
          for (const item of items) process.stdout.write(`${JSON.stringify(item)}\n`);
          before = next === null ? undefined : Number(next);
        } while (before !== undefined);
      });
    });
  return policy;
}
