// `npm run cli -- <command>`: the same configuration as the server, also while it runs.
import { CommanderError, program } from "commander";
import { hasNpmBanner } from "../lib/env";
import { DomainError } from "../lib/errors";
import { approvalsCommand } from "./cli/approvals";
import { backupCommand } from "./cli/backup";
import { guardOutput } from "./guard-output";
import { callsCommand } from "./cli/calls";
import { catalogCommand } from "./cli/catalog";
import { configCommand } from "./cli/config";
import { directoryCommand } from "./cli/directory";
import { eraseCommand } from "./cli/erase";
import { evaluateCommand } from "./cli/evaluate";
import { doctorCommand } from "./cli/doctor";
import { importCommand } from "./cli/import";
import { judgeCommand } from "./cli/judge";
import { keysCommand } from "./cli/keys";
import { migrateCommand } from "./cli/migrate";
import { policyCommand } from "./cli/policy";
import { ReaderGone, watchStandardOutput } from "./cli/print";
import { retentionCommand } from "./cli/retention";
import { restoreCommand } from "./cli/restore";
import { secretCommand } from "./cli/secret";
import { sourcesCommand } from "./cli/sources";
import { tokensCommand } from "./cli/tokens";
import { usersCommand } from "./cli/users";

program.name("npm run cli --").description("Onbehalf at the command line").exitOverride();
for (const command of [
  keysCommand,
  usersCommand,
  tokensCommand,
  sourcesCommand,
  importCommand,
  callsCommand,
  directoryCommand,
  catalogCommand,
  judgeCommand,
  evaluateCommand,
  policyCommand,
  approvalsCommand,
  retentionCommand,
  eraseCommand,
  backupCommand,
  restoreCommand,
  secretCommand,
  doctorCommand,
  migrateCommand,
  configCommand,
]) {
  program.addCommand(command().exitOverride());
}

guardOutput(process.stdout, process.stderr);
watchStandardOutput();
if (hasNpmBanner() && !process.stdout.isTTY) {
  process.stderr.write(
    "npm has printed lines of its own before this output. To read it with a program: npm run --silent cli -- …\n",
  );
}
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else if (!(error instanceof ReaderGone)) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof DomainError && error.fields.length > 1) {
    return [
      error.message,
      ...error.fields.map(({ path, message }) => `  ${path}: ${message}`),
    ].join("\n");
  }
  return error instanceof Error ? error.message : String(error);
}
