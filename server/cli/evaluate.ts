import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { DomainError } from "../../lib/errors";
import { describeDefect } from "../../lib/policy/defect";
import type { Policy } from "../../lib/policy/model";
import { readPolicy } from "../../lib/policy/read-policy";
import { policyCaseFrameSchema, runPolicyCases } from "../../lib/policy/run-cases";

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("Evaluate a file of policy cases; one JSON line a case, exit 1 if any fails")
    .option("--policy <file>", "the policy, when it is not the one in the file of cases")
    .requiredOption("--cases <file>")
    .action(async (raw: unknown) => {
      const options = parseInput(optionsSchema, raw);
      const file = await readCases(options.cases);
      const policy = options.policy === undefined ? file.policy : await loadPolicy(options.policy);
      if (!policy) throw new DomainError("invalid", "the file holds no policy; name one: --policy");
      const results = runPolicyCases(policy, file);
      for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
      const passed = results.filter(({ pass }) => pass).length;
      process.stderr.write(`${passed} of ${results.length} cases pass\n`);
      if (passed < results.length) process.exitCode = 1;
    });
}

const optionsSchema = z.object({ policy: z.string().optional(), cases: z.string() });

/** Read as data of any kind: a case may hold what no column could store. */
async function readCases(path: string): Promise<z.infer<typeof policyCaseFrameSchema>> {
  const parsed = policyCaseFrameSchema.safeParse(JSON.parse(await readFile(path, "utf8")));
  if (parsed.success) return parsed.data;
  throw new DomainError("invalid", `${path}: ${z.prettifyError(parsed.error)}`);
}

/** What could not be published is said, and evaluated nevertheless: it fails closed. */
async function loadPolicy(path: string): Promise<Policy> {
  const read = readPolicy(await readFile(path, "utf8"));
  if (!read.ok) {
    const lines = read.defects.map((defect) => `${path}:${describeDefect(defect)}`);
    throw new DomainError("invalid", lines.join("\n"));
  }
  for (const doubt of read.doubts) process.stderr.write(`${path}:${describeDefect(doubt)}\n`);
  return read.policy;
}
