import { setTimeout as pause } from "node:timers/promises";
import { Command } from "commander";
import { z } from "zod";
import { type CommandContext, parseInput } from "../../lib/access/command";
import type { Container } from "../../lib/container";
import { describeError } from "../../lib/describe-error";
import { eraseStep } from "../../lib/erasure/erase-step";
import { type ErasureInput, type ErasureSubject } from "../../lib/erasure/model";
import { requestErasure } from "../../lib/erasure/request-erasure";
import { DomainError } from "../../lib/errors";
import { runNextJob } from "../../lib/jobs/run-next-job";
import { withContainer } from "./with-container";

const options = z.object({
  reason: z.string(),
  payloads: z.boolean().default(false),
  directory: z.boolean().default(false),
  from: z.string().optional(),
  to: z.string().optional(),
});

export function eraseCommand(): Command {
  const erase = new Command("erase").description("Erase personal data for good");
  for (const kind of ["person", "principal"] as const) {
    erase
      .command(`${kind} <${kind === "person" ? "slug" : "id"}>`)
      .description("Payloads of the calls that they made, their names in the directory, or both")
      .requiredOption("--reason <text>", "why; kept in the admin log, so it must name nobody")
      .option("--payloads", "arguments, results, messages, addresses and raw records")
      .option("--directory", "names, e-mail, issuer and subject; an opaque id stays")
      .option("--from <time>", "calls made from then on")
      .option("--to <time>", "calls made before then")
      .action((id: string, raw: unknown) => eraseAndTell({ kind, id }, parseInput(options, raw)));
  }
  erase
    .command("call <id>")
    .description("The payload of one call")
    .requiredOption("--reason <text>", "why; kept in the admin log, so it must name nobody")
    .action((id: string, raw: unknown) => {
      const { reason } = parseInput(options, raw);
      return eraseAndTell({ kind: "call", id }, { reason, payloads: true });
    });
  return erase;
}

async function eraseAndTell(
  subject: ErasureSubject,
  input: Omit<ErasureInput, "subject" | "confirm">,
): Promise<void> {
  const done = await withContainer(async (container, context) => {
    const wanted = { ...input, subject, confirm: subject.id };
    return eraseNow(container, context, wanted);
  });
  process.stdout.write(`${JSON.stringify(done)}\n`);
}

/** Works on the job itself, or waits for the server's worker that was quicker. */
async function eraseNow(container: Container, context: CommandContext, input: ErasureInput) {
  const { worker, keys, log } = container;
  const { id, job } = await requestErasure(context, input);
  const work = {
    kind: "erasure",
    step: eraseStep({ sql: worker.sql, keys }),
    sql: worker.sql,
    stopped: new AbortController().signal,
    report: (about: string, error: unknown) => log.error(describeError(error), about),
  } as const;
  for (;;) {
    const worked = await runNextJob(work);
    const [row] = await worker.sql<{ state: string; sentence: string }[]>`
      SELECT state, sentence FROM job WHERE id = ${job}`;
    if (row?.state === "done") return { erasure: id, done: row.sentence };
    if (row?.state === "failed" || row?.state === "cancelled") {
      throw new DomainError("conflict", `The erasure ${id} was ${row.state}: ${row.sentence}.`);
    }
    if (!worked) await pause(200);
  }
}
