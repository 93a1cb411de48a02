import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { createTokenFor } from "../../lib/access/create-token";
import { withContainer } from "./with-container";

const createOptions = z.object({
  email: z.string(),
  name: z.string(),
  expires: z
    .string()
    .regex(/^\d+d$/, "a number of days, such as 90d")
    .transform((text) => Number.parseInt(text, 10))
    .refine((days) => days >= 1 && days <= 366, "between 1d and 366d: a token always expires"),
});

export function tokensCommand(): Command {
  const tokens = new Command("tokens").description("Personal access tokens of members");
  tokens
    .command("create")
    .description("Make a token that acts as the member; prints it once, alone on the last line")
    .requiredOption("--email <email>", "whose token it is")
    .option("--name <name>", "what it is for", "made at the machine")
    .option("--expires <days>", "at most 366d", "90d")
    .action(async (raw: unknown) => {
      const { email, name, expires } = parseInput(createOptions, raw);
      const made = await withContainer((_, context) =>
        createTokenFor(context, { email, name, expiresInDays: expires }),
      );
      process.stderr.write(`Token ${made.id} of ${email}, until ${made.expiresAt}. Shown once:\n`);
      process.stdout.write(`${made.text}\n`);
    });
  return tokens;
}
