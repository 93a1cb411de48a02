import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { runVerdictCases } from "../../lib/identity/run-cases";

export function judgeCommand(): Command {
  return new Command("judge")
    .description("Judge a file of verdict cases; one JSON line a case, exit 1 if any fails")
    .requiredOption("--cases <file>")
    .action(async (raw: unknown) => {
      const { cases } = parseInput(z.object({ cases: z.string() }), raw);
      const results = runVerdictCases(JSON.parse(await readFile(cases, "utf8")));
      for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
      const passed = results.filter(({ pass }) => pass).length;
      process.stderr.write(`${passed} of ${results.length} cases pass\n`);
      if (passed < results.length) process.exitCode = 1;
    });
}
