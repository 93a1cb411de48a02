import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { channel, outbox } from "../../db/schema/notify";
import { command, type CommandContext } from "../access/command";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { routes } from "../routes";
import { deliverNow, type OutboxDeps } from "./deliver-due";
import type { Message, TestOutcome } from "./model";

/** Sends a real message now and says what came of it; it is not tried again. Throws `not_found`. */
export async function testChannel(
  deps: Omit<OutboxDeps, "pool">,
  context: CommandContext,
  input: { id: string },
): Promise<TestOutcome> {
  const { message } = await writeTest(context, input);
  const error = await deliverNow({ ...deps, pool: context.pool }, message);
  return { delivered: error === null, error };
}

const writeTest = command({
  action: "webhook.tested",
  needs: "webhooks:write",
  input: z.object({ id: z.string().max(64) }),
  run: async (tx, { id }, { actor }) => {
    const [found] = await tx
      .select({ name: channel.name })
      .from(channel)
      .where(and(eq(channel.id, id), isNull(channel.removedAt)));
    if (!found) throw new DomainError("not_found", "There is no such channel.");
    const message: Message = {
      title: "Test message",
      text: `The channel “${found.name}” works. ${actor.kind === "member" ? actor.viewer.email : "The operator"} asked for this message.`,
      path: routes.notifications(),
      data: { channel: found.name },
    };
    const made = randomId("msg");
    await tx.insert(outbox).values({
      id: made,
      channelId: id,
      event: "test",
      dedupeKey: made,
      message: JSON.stringify(message),
      // The time is over at once: whoever pressed the button sees the outcome of this one try.
      giveUpAt: new Date().toISOString(),
    });
    return { message: made };
  },
  audit: ({ id }, { message }) => ({ subject: id, details: { message } }),
});
