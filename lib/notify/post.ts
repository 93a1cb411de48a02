// An HTTP POST to an address that somebody typed in. The address that was checked is the one connected
// to: the check is the connection's own name look-up.
import { lookup as systemLookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { type AllowedAddresses, whyRefused } from "./address-rules";

const WITHIN_MS = 5_000;
const MOST_BYTES = 64 * 1024;

/** Why a message could not be delivered, in words for the admin. `final`: trying again is no use. */
export class DeliveryError extends Error {
  readonly final: boolean;
  constructor(reason: string, more: { final?: boolean } = {}) {
    super(reason);
    this.name = "DeliveryError";
    this.final = more.final ?? false;
  }
}

/** As `dns.lookup` with `all: true`. */
export type Resolve = (
  name: string,
  done: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void;

export const systemResolve: Resolve = (name, done) => systemLookup(name, { all: true }, done);

export type PostRules = { allowed: AllowedAddresses; resolve: Resolve };

/**
 * Sends `body` and returns when the receiver took it (2xx). No redirects, 5 seconds in all, 64 KB of
 * answer; https, except to addresses that the operator allows. Throws DeliveryError.
 */
export async function post(
  address: string,
  body: string,
  headers: Record<string, string>,
  rules: PostRules,
): Promise<void> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  // A literal address is connected to without a look-up.
  if (isIP(host) !== 0) refuse(host, url, rules);
  const status = await send(url, body, headers, checkedLookup(url, rules));
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400)
    throw new DeliveryError(`The receiver answered ${status}: redirects are not followed.`);
  const gone = status === 410;
  throw new DeliveryError(`The receiver answered ${status}${gone ? " (gone)" : ""}.`, {
    final: gone,
  });
}

/** Throws where the address is neither public over https nor allowed. */
function refuse(address: string, url: URL, { allowed }: PostRules): void {
  const reason = whyRefused(address, allowed);
  if (reason !== null)
    throw new DeliveryError(`${reason}, and ONBEHALF_ALLOW_ADDRESSES does not allow it.`);
  if (url.protocol === "http:" && !allowed.allows(address))
    throw new DeliveryError("Only https is sent to the public internet.");
}

/** Resolves, and fails the connection unless every address of the name may be connected to. */
function checkedLookup(url: URL, rules: PostRules): LookupFunction {
  return (name, options, done) => {
    rules.resolve(name, (error, addresses) => {
      try {
        if (error) throw error;
        const [first] = addresses;
        if (!first) throw new DeliveryError(`${name} has no address.`);
        for (const { address } of addresses) refuse(address, url, rules);
        if (options.all) done(null, addresses);
        else done(null, first.address, first.family);
      } catch (problem) {
        done(problem instanceof Error ? problem : new Error(String(problem)), "", 0);
      }
    });
  };
}

function send(
  url: URL,
  body: string,
  headers: Record<string, string>,
  lookup: LookupFunction,
): Promise<number> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body), connection: "close" },
      lookup,
      agent: false,
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    outgoing.once("error", (error) => reject(inWords(error)));
    outgoing.once("response", (incoming) => {
      let bytes = 0;
      incoming.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) outgoing.destroy(new DeliveryError("The answer exceeds 64 KB."));
      });
      incoming.once("error", (error) => reject(inWords(error)));
      incoming.once("close", () => reject(new DeliveryError("The answer broke off.")));
      incoming.once("end", () => resolve(incoming.statusCode ?? 0));
    });
    outgoing.end(body);
  });
}

function inWords(error: Error): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return new DeliveryError("The receiver did not answer within 5 seconds.");
  const code = "code" in error ? String(error.code) : error.name;
  return new DeliveryError(`The connection failed: ${code}.`);
}
