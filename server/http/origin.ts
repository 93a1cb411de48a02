import { isLoopback } from "../../lib/env";
import { DomainError } from "../../lib/errors";

/**
 * A browser's write must come from our own pages: a fitting Origin, and where sent, Sec-Fetch-Site.
 * Loopback names of one port are one origin. Throws `forbidden`.
 */
export function refuseForeignOrigin(headers: Headers, own: URL): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const fits = origin !== null && sameOrigin(origin, own);
  if (!fits || (site !== null && site !== "same-origin" && site !== "none")) {
    throw new DomainError("forbidden", "Writes are accepted from this console's own pages only.");
  }
}

export function sameOrigin(origin: string, own: URL): boolean {
  if (origin === own.origin) return true;
  if (!URL.canParse(origin)) return false;
  const other = new URL(origin);
  return (
    isLoopback(other.hostname) &&
    isLoopback(own.hostname) &&
    other.port === own.port &&
    other.protocol === own.protocol
  );
}
