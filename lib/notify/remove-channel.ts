import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { channel, outbox } from "../../db/schema/notify";
import { command } from "../access/command";
import { DomainError } from "../errors";

/** Ends a channel; what still waits for it is not sent any more. Throws `not_found`. */
export const removeChannel = command({
  action: "webhook.removed",
  needs: "webhooks:write",
  input: z.object({
    id: z.string().max(64),
    reason: z.string().trim().min(3, "a reason is needed").max(500),
  }),
  run: async (tx, { id }) => {
    const [removed] = await tx
      .update(channel)
      .set({ removedAt: sql`now()` })
      .where(and(eq(channel.id, id), isNull(channel.removedAt)))
      .returning({ name: channel.name });
    if (!removed) throw new DomainError("not_found", "There is no such channel.");
    await tx
      .update(outbox)
      .set({ status: "dead", settledAt: sql`now()`, lastError: "The channel was removed." })
      .where(and(eq(outbox.channelId, id), eq(outbox.status, "waiting")));
    return { id, name: removed.name };
  },
  audit: ({ id, reason }, { name }) => ({ subject: id, details: { name, reason } }),
});
