import { userInfo } from "node:os";
import type { CommandContext } from "../../lib/access/command";
import type { Container } from "../../lib/container";
import { type Booted, boot } from "../boot";

/** Runs a command against the deployment's database; the admin log names the system's user. */
export async function withContainer<T>(
  run: (container: Container, context: CommandContext) => Promise<T>,
  start: () => Promise<Booted> = () => boot({ command: true }),
): Promise<T> {
  const { container, shutDown } = await start();
  const actor = { kind: "operator", osUser: userInfo().username } as const;
  try {
    return await run(container, { pool: container.console, actor });
  } finally {
    await shutDown();
  }
}
