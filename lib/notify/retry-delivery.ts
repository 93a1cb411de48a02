import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { channel, outbox } from "../../db/schema/notify";
import { command } from "../access/command";
import { DomainError } from "../errors";

/**
 * Puts a dead message back, to be tried for another day. Throws `not_found`, `conflict` for one that is
 * not dead and `gone` where its channel was removed.
 */
export const retryDelivery = command({
  action: "delivery.retried",
  needs: "webhooks:write",
  input: z.object({ id: z.string().max(64) }),
  run: async (tx, { id }) => {
    const [found] = await tx
      .select({ status: outbox.status, removedAt: channel.removedAt })
      .from(outbox)
      .leftJoin(channel, eq(channel.id, outbox.channelId))
      .where(eq(outbox.id, id));
    if (!found) throw new DomainError("not_found", "There is no such message.");
    if (found.removedAt !== null) throw new DomainError("gone", "Its channel was removed.");
    const put = await tx
      .update(outbox)
      .set({
        status: "waiting",
        nextAt: sql`now()`,
        giveUpAt: sql`now() + interval '24 hours'`,
        settledAt: null,
      })
      .where(and(eq(outbox.id, id), eq(outbox.status, "dead")))
      .returning({ id: outbox.id });
    if (put.length === 0)
      throw new DomainError("conflict", `The message is ${found.status}, so nothing is to retry.`);
    return { id };
  },
  audit: ({ id }) => ({ subject: id }),
});
