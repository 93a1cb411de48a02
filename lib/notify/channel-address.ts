// Where a channel's messages may go, as far as its address alone says.
import { isIP } from "node:net";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { allowedAddresses, whyRefused } from "./address-rules";
import type { ChannelKind } from "./model";

type Target = { kind: ChannelKind; address: string };

/** What may be shown of an address: the host, or an e-mail address. */
export function shownOf({ kind, address }: Target): string {
  return kind === "email" ? address : new URL(address).host;
}

/**
 * Throws `invalid` for what can be refused without a look-up; names are checked each time they are
 * connected to.
 */
export function checkAddress(
  { kind, address }: Target,
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
