// To whom a passkey belongs: the host name of the console's public address. Pure.
import { isIP } from "node:net";

export type RelyingParty = { id: string; origin: string };

/** The party, or why browsers offer no passkeys at this address (WebAuthn, section 5.1.2). */
export function relyingPartyOf(url: URL): RelyingParty | { impossible: string } {
  const { protocol, hostname, origin } = url;
  if (isIP(hostname.replace(/^\[(.*)\]$/, "$1")) !== 0) {
    return {
      impossible: `Passkeys belong to a host name, and this console is at ${origin}. Its operator can give it a name (ONBEHALF_URL).`,
    };
  }
  if (protocol !== "https:" && hostname !== "localhost") {
    return {
      impossible: `Browsers use passkeys over https only, and this console is at ${origin}. Its operator can put https in front (ONBEHALF_URL).`,
    };
  }
  return { id: hostname, origin };
}

/** The sentence alone. */
export function whyImpossible(url: URL): string | null {
  const party = relyingPartyOf(url);
  return "impossible" in party ? party.impossible : null;
}
