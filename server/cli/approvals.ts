import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { verifyVotes } from "../../lib/approvals/verify-votes";
import { withContainer } from "./with-container";

export function approvalsCommand(): Command {
  const approvals = new Command("approvals").description("Approvals of held calls");
  approvals
    .command("verify")
    .description(
      "Verify every vote by passkey from what is stored; exit code 1 when one does not hold",
    )
    .option("--json", "one JSON line for each vote, with all that its proof needs")
    .action(async (raw: unknown) => {
      const { json } = parseInput(z.object({ json: z.boolean().default(false) }), raw);
      const counts = { passkey: 0, session: 0, broken: 0 };
      await withContainer(async ({ console: pool }) => {
        for await (const vote of verifyVotes(pool.sql)) {
          counts[vote.problem === null ? vote.proof : "broken"] += 1;
          if (json) process.stdout.write(`${JSON.stringify(vote)}\n`);
          else if (vote.problem !== null) {
            process.stdout.write(`${vote.approval} by ${vote.member}: ${vote.problem}\n`);
          }
        }
      });
      process.stderr.write(
        `${counts.passkey} votes by passkey hold, ${counts.broken} do not; ${counts.session} were given with a sign-in.\n`,
      );
      if (counts.broken > 0) process.exitCode = 1;
    });
  return approvals;
}
