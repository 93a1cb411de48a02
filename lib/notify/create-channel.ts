import { channel } from "../../db/schema/notify";
import { actorName, command } from "../access/command";
import type { Env } from "../env";
import { randomId } from "../ids";
import type { Keys } from "../secrets/keys";
import { checkAddress, shownOf } from "./channel-address";
import { channelContext } from "./deliver";
import { channelInput } from "./model";
import { makeSigningSecret } from "./sign";

/**
 * Makes a channel. A webhook's signing secret is in the answer and nowhere else. Throws `invalid` for an
 * address that cannot be sent to whatever its name resolves to later, and without a mail server.
 */
export const createChannel = (deps: { keys: Keys; env: Pick<Env, "smtpUrl" | "allowAddresses"> }) =>
  command({
    action: "webhook.created",
    needs: "webhooks:write",
    input: channelInput,
    run: async (tx, input, { actor }) => {
      checkAddress(input, deps.env);
      const id = randomId("chn");
      const secret = input.kind === "webhook" ? makeSigningSecret() : null;
      const seal = (text: string) => deps.keys.encrypt(Buffer.from(text), channelContext(id));
      await tx.insert(channel).values({
        id,
        kind: input.kind,
        name: input.name,
        shown: shownOf(input),
        address: seal(input.address),
        secret: secret === null ? null : seal(secret),
        events: [...new Set(input.events)],
        createdBy: actorName(actor),
      });
      return { id, secret };
    },
    audit: (input, { id }) => ({
      subject: id,
      details: { kind: input.kind, name: input.name, to: shownOf(input), events: input.events },
    }),
  });
