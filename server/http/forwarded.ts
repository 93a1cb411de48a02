import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isLoopback } from "../../lib/env";

/** The peer's address, or what a trusted proxy says it is (the last hop that is not trusted). */
export function clientAddress(request: IncomingMessage, trusted: readonly string[]): string | null {
  const peer = plain(request.socket.remoteAddress ?? "");
  if (!trusted.includes(peer)) return peer === "" ? null : peer;
  const hops = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .flatMap((hop) => plain(hop.trim()) || []);
  return hops.findLast((hop) => !trusted.includes(hop)) ?? peer;
}

/**
 * Whether the request began on this machine. What an unknown proxy on this machine passes on looks
 * like it; such a proxy says so in a header.
 */
export function isNear(request: IncomingMessage): boolean {
  const passedOn = ["x-forwarded-for", "forwarded", "via"].some((name) => name in request.headers);
  return !passedOn && isLoopback(plain(request.socket.remoteAddress ?? ""));
}

/** Headers that only this server or Next itself may set never come in from outside. */
export function dropUntrustedHeaders(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) {
    if (/^(x-middleware-|x-forwarded-|x-onbehalf-(?!background$)|x-nonce$|forwarded$)/.test(name)) {
      delete headers[name];
    }
  }
}

/** Frameworks read either view of the headers; both must say what we let through. */
export function alignRawHeaders(request: IncomingMessage): void {
  const raw: string[] = [];
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) raw.push(name, Array.isArray(value) ? value.join(", ") : value);
  }
  request.rawHeaders = raw;
}

/** ::ffff:127.0.0.1 is 127.0.0.1. */
function plain(address: string): string {
  return address.replace(/^::ffff:/, "");
}
