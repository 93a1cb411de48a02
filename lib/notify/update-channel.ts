import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { channel } from "../../db/schema/notify";
import { command, parseInput } from "../access/command";
import type { Env } from "../env";
import { DomainError } from "../errors";
import type { Keys } from "../secrets/keys";
import { checkAddress, shownOf } from "./channel-address";
import { channelContext } from "./deliver";
import { ADDRESSES, channelChanges } from "./model";

type Deps = { keys: Keys; env: Pick<Env, "smtpUrl" | "allowAddresses"> };

/**
 * Changes a channel's name, address or what it is told; what waits for it goes to the new address.
 * Throws `not_found`, and `invalid` as at its making.
 */
export const updateChannel = (deps: Deps) =>
  command({
    action: "webhook.updated",
    needs: "webhooks:write",
    input: channelChanges.extend({ id: z.string().max(64) }),
    run: async (tx, { id, name, events, address }) => {
      const before = await usedChannel(tx, id);
      const { kind } = before;
      if (kind === "callback") {
        throw new DomainError("conflict", "A callback is allowed or removed, not changed.");
      }
      const target = address === undefined ? null : readTarget(deps, kind, address);
      const shown = target === null ? before.shown : shownOf(target);
      await tx
        .update(channel)
        .set({
          name: name ?? before.name,
          events: events === undefined ? before.events : [...new Set(events)],
          shown,
          ...(target !== null && {
            address: deps.keys.encrypt(Buffer.from(target.address), channelContext(id)),
          }),
        })
        .where(eq(channel.id, id));
      return { id, before, shown };
    },
    audit: ({ id, name, events, address }, { before, shown }) => ({
      subject: id,
      details: {
        name: before.name,
        ...(name !== undefined && name !== before.name && { renamed: name }),
        ...(events !== undefined && { events }),
        ...(address !== undefined && { from: before.shown, to: shown }),
      },
    }),
  });

/** The channel, locked. Throws `not_found` where there is none or it was removed. */
export async function usedChannel(tx: Db, id: string) {
  const [found] = await tx
    .select()
    .from(channel)
    .where(and(eq(channel.id, id), isNull(channel.removedAt)))
    .for("update");
  if (!found) throw new DomainError("not_found", "There is no such channel.");
  return found;
}

function readTarget({ env }: Deps, kind: keyof typeof ADDRESSES, text: string) {
  const { address } = parseInput(z.object({ address: ADDRESSES[kind] }), { address: text });
  checkAddress({ kind, address }, env);
  return { kind, address };
}
