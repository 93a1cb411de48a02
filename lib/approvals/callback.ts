// Calling a gateway back: only to addresses that an admin allowed for its source, each with a signing
// secret of its own, through the outbox and its address checks.
import { z } from "zod";
import { channel } from "../../db/schema/notify";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { checkAddress, shownOf } from "../notify/channel-address";
import { channelContext } from "../notify/deliver";
import { ADDRESSES } from "../notify/model";
import { makeSigningSecret } from "../notify/sign";
import { findSource } from "../sources/find-source";
import type { ApprovalDeps } from "./deps";
import { TASK_STATUSES } from "./task-view";

const EVENTS = TASK_STATUSES.filter((status) => status !== "pending");

export const callbackSchema = z.object({
  endpoint: ADDRESSES.webhook,
  /** Given back as it is. */
  state: z.string().max(1_000).optional(),
  events: z
    .array(z.enum(EVENTS))
    .min(1)
    .default([...EVENTS]),
});

export type Callback = { channel: string; state: string | null; events: string[] };

/** Throws `invalid` with the reason for an address that is not allowed. */
export async function findCallback(
  { pool, keys, env }: ApprovalDeps,
  sourceId: number,
  { endpoint, state, events }: z.output<typeof callbackSchema>,
): Promise<Callback> {
  checkAddress({ kind: "webhook", address: endpoint }, env);
  const allowed = await pool.sql<{ id: string; address: Buffer }[]>`
    SELECT id, address FROM channel
    WHERE kind = 'callback' AND source_id = ${sourceId} AND removed_at IS NULL`;
  const found = allowed.find(
    ({ id, address }) => keys.decrypt(address, channelContext(id)).toString() === endpoint,
  );
  if (found) return { channel: found.id, state: state ?? null, events };
  const message = "no admin has allowed this address for this source";
  throw new DomainError("invalid", `callback.endpoint: ${message}`, {
    fields: [{ path: "callback.endpoint", message }],
  });
}

export const allowCallbackInput = z.strictObject({ address: ADDRESSES.webhook });

/** The signing secret is in the answer and nowhere else. Throws `invalid` and `not_found`. */
export const allowCallback = (deps: Pick<ApprovalDeps, "keys" | "env">) =>
  command({
    action: "callback.allowed",
    needs: "sources:write",
    input: allowCallbackInput.extend({ source: z.string() }),
    run: async (tx, { source, address }, { actor }) => {
      checkAddress({ kind: "webhook", address }, deps.env);
      const { id: sourceId, name } = await findSource(tx, source);
      const id = randomId("chn");
      const secret = makeSigningSecret();
      const seal = (text: string) => deps.keys.encrypt(Buffer.from(text), channelContext(id));
      const shown = shownOf({ kind: "webhook", address });
      await tx.insert(channel).values({
        id,
        kind: "callback",
        sourceId,
        name: `Callback of ${name}`,
        shown,
        address: seal(address),
        secret: seal(secret),
        events: [],
        createdBy: actorName(actor),
      });
      return { id, secret, shown };
    },
    audit: ({ source }, { id, shown }) => ({ subject: id, details: { source, to: shown } }),
  });
