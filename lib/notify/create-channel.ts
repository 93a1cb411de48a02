import { isIP } from "node:net";
import { channel } from "../../db/schema/notify";
import { actorName, command } from "../access/command";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import type { Keys } from "../secrets/keys";
import { allowedAddresses, whyRefused } from "./address-rules";
import { channelContext } from "./deliver";
import { type ChannelInput, channelInput } from "./model";
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

function shownOf({ kind, address }: ChannelInput): string {
  return kind === "email" ? address : new URL(address).host;
}

/** What can be refused without a look-up; names are checked each time they are connected to. */
function checkAddress(
  { kind, address }: ChannelInput,
  env: Pick<Env, "smtpUrl" | "allowAddresses">,
): void {
  if (kind === "email") {
    if (env.smtpUrl === undefined) throw wrong("no mail server is configured: set SMTP_URL");
    return;
  }
  const url = new URL(address);
  if (url.username !== "" || url.password !== "")
    throw wrong("a user name or password in the address is not sent; leave it out");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const allowed = allowedAddresses(env.allowAddresses);
  const reason = isIP(host) === 0 ? null : whyRefused(host, allowed);
  if (reason !== null) throw wrong(`${reason}, and ONBEHALF_ALLOW_ADDRESSES does not allow it`);
  if (url.protocol === "http:" && env.allowAddresses.length === 0)
    throw wrong("only https is sent to the public internet");
}

function wrong(message: string): DomainError {
  return new DomainError("invalid", `address: ${message}`, {
    fields: [{ path: "address", message }],
  });
}
