import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { exportPolicy } from "../../lib/policy/export/export-policy";
import { exportQuery } from "../../lib/policy/export/model";
import { setSingleAdmin } from "../../lib/policy/guard/single-admin";
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
    .command("export")
    .description("For a gateway that decides by itself, as JSON, with what it cannot say")
    .requiredOption("--target <target>", "agentgateway, toolhive or agentcore")
    .option("--version <number>", "another version than the one in force")
    .option("--issuer <issuer>", "whose tokens the gateway takes, for toolhive and agentcore")
    .option("--gateway <arn>", "of agentcore")
    .action(async (raw: unknown) => {
      const query = parseInput(exportQuery, raw);
      const view = await withContainer(({ console: pool }) => exportPolicy(pool, query));
      process.stdout.write(`${JSON.stringify(view, null, 2)}\n`);
    });
  policy
    .command("single-admin <state>")
    .description("on or off: whether one admin may do alone what takes two; shown and recorded")
    .requiredOption("--reason <text>", "why, for the record")
    .action(async (state: string, raw: unknown) => {
      const on = parseInput(z.enum(["on", "off"]), state) === "on";
      const { reason } = parseInput(z.object({ reason: z.string() }), raw);
      await withContainer((_, context) => setSingleAdmin(context, { on, reason }));
      process.stdout.write(`single-admin mode is ${state}\n`);
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
