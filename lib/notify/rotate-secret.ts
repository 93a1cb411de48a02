import { eq } from "drizzle-orm";
import { z } from "zod";
import { channel } from "../../db/schema/notify";
import { command } from "../access/command";
import { DomainError } from "../errors";
import type { Keys } from "../secrets/keys";
import { channelContext } from "./deliver";
import { makeSigningSecret } from "./sign";
import { usedChannel } from "./update-channel";

/** So long messages bear the signatures of both secrets. */
const GRACE_MS = 24 * 3600 * 1000;

/**
 * Gives a webhook a new signing secret, which is in the answer and nowhere else; the one before signs
 * too for another day. Throws `not_found`, and `conflict` for a channel that signs nothing.
 */
export const rotateSecret = (deps: { keys: Keys }) =>
  command({
    action: "webhook.secret_rotated",
    needs: "webhooks:write",
    input: z.object({ id: z.string().max(64) }),
    run: async (tx, { id }) => {
      const { name, secret: previousSecret } = await usedChannel(tx, id);
      if (previousSecret === null)
        throw new DomainError("conflict", "Only webhooks have a signing secret.");
      const secret = makeSigningSecret();
      const previousSecretUntil = new Date(Date.now() + GRACE_MS).toISOString();
      await tx
        .update(channel)
        .set({
          secret: deps.keys.encrypt(Buffer.from(secret), channelContext(id)),
          previousSecret,
          previousSecretUntil,
        })
        .where(eq(channel.id, id));
      return { id, name, secret, previousSecretUntil };
    },
    audit: ({ id }, { name, previousSecretUntil }) => ({
      subject: id,
      details: { name, previousSecretUntil },
    }),
  });
