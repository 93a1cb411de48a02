import { Command } from "commander";
import { z } from "zod";
import { parseInput } from "../../lib/access/command";
import { ROLES, roleSchema } from "../../lib/access/model";
import { createMember, grantRoles } from "../../lib/access/create-member";
import { listMembers } from "../../lib/access/list-members";
import { setPassword } from "../../lib/access/set-password";
import { randomBytes } from "node:crypto";
import { withContainer } from "./with-container";

const options = z.object({
  email: z.string(),
  role: z
    .string()
    .transform((list) => list.split(",").map((one) => one.trim()))
    .pipe(z.array(roleSchema)),
  password: z.string().optional(),
});

export function usersCommand(): Command {
  const users = new Command("users").description("Members of the console");
  users
    .command("create")
    .description("Make a local member")
    .requiredOption("--email <email>")
    .requiredOption("--role <roles>", `comma-separated: ${ROLES.join(", ")}`)
    .option("--password <dash>", "- reads it from standard input; default: one is made and printed")
    .action(async (raw: unknown) => {
      const { email, role, password } = parseInput(options, raw);
      const chosen = await choosePassword(password);
      await withContainer((_, context) =>
        createMember(context, { email, roles: role, password: chosen.text }),
      );
      process.stderr.write(`Made ${email} (${role.join(", ")}).\n`);
      if (chosen.made) process.stdout.write(`${chosen.text}\n`);
    });
  users
    .command("list")
    .description("All members with their roles, one JSON line each")
    .action(async () => {
      const all = await withContainer(({ console: pool }) => listMembers(pool));
      for (const { email, roles, createdAt, disabledAt } of all) {
        const line = { email, roles, createdAt, disabled: disabledAt !== null };
        process.stdout.write(`${JSON.stringify(line)}\n`);
      }
    });
  users
    .command("password")
    .description("Set a member's password and end their sessions")
    .requiredOption("--email <email>")
    .option("--password <dash>", "- reads it from standard input; default: one is made and printed")
    .action(async (raw: unknown) => {
      const { email, password } = parseInput(options.omit({ role: true }), raw);
      const chosen = await choosePassword(password);
      await withContainer((_, context) => setPassword(context, { email, password: chosen.text }));
      process.stderr.write(`Set the password of ${email}; their sessions have ended.\n`);
      if (chosen.made) process.stdout.write(`${chosen.text}\n`);
    });
  users
    .command("grant")
    .description("Add roles to a member")
    .requiredOption("--email <email>")
    .requiredOption("--role <roles>", `comma-separated: ${ROLES.join(", ")}`)
    .action(async (raw: unknown) => {
      const { email, role } = parseInput(options, raw);
      await withContainer((_, context) => grantRoles(context, { email, roles: role }));
      process.stdout.write(`${email} now also has: ${role.join(", ")}\n`);
    });
  return users;
}

async function choosePassword(given: string | undefined): Promise<{ text: string; made: boolean }> {
  if (given === undefined) return { text: randomBytes(12).toString("base64url"), made: true };
  return { text: given === "-" ? await readLine() : given, made: false };
}

async function readLine(): Promise<string> {
  let text = "";
  for await (const chunk of process.stdin) text += String(chunk);
  return text.replace(/\r?\n$/, "");
}
