// One listener: our headers first, then the API, then Next for what the API does not know.
import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import type { Container } from "../../lib/container";
import { describeError } from "../../lib/describe-error";
import { alignRawHeaders, clientAddress, dropUntrustedHeaders, isNear } from "./forwarded";
import { contentSecurityPolicy, securityHeaders } from "./security-headers";

export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Bytes of a request's headers. The longest query that we read, 10,000 characters of a script that
 * takes nine bytes each in an address, fits and is answered with a reason.
 */
export const MAX_HEADER_SIZE = 128 * 1024;

export function listener(
  container: Container,
  api: Hono,
  pages: PageHandler | undefined,
): RequestListener {
  const serveApi = getRequestListener(api.fetch, { overrideGlobalObjects: false });
  const { env, log } = container;
  const everywhere = securityHeaders(env);
  return (request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const address = clientAddress(request, env.trustedProxies);
    const near = isNear(request);
    dropUntrustedHeaders(request.headers);
    const requestId = randomUUID();
    const askedAs = ownRequestId(request, path);
    request.headers["x-request-id"] = requestId;
    if (askedAs !== undefined) request.headers["x-onbehalf-asked-as"] = askedAs;
    if (address !== null) request.headers["x-onbehalf-address"] = address;
    if (near) request.headers["x-onbehalf-near"] = "1";
    alignRawHeaders(request);
    response.setHeader("x-request-id", askedAs ?? requestId);
    for (const [name, value] of everywhere) response.setHeader(name, value);
    if (log.isLevelEnabled("debug")) {
      const started = performance.now();
      response.once("finish", () => {
        const ms = performance.now() - started;
        log.debug({ requestId, method: request.method, path, status: response.statusCode, ms });
      });
    }

    // What is neither a page nor a built file says nothing to a browser, and is kept nowhere.
    response.setHeader("cache-control", "no-store");
    response.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
    const [known] = api.router.match(request.method ?? "GET", path);
    if (known.length > 0) {
      void serveApi(request, response);
      return;
    }
    if (isWrite(request.method) && !path.startsWith("/api/auth/") && env.production) {
      response.writeHead(405, { allow: "GET, HEAD", "content-type": "text/plain; charset=utf-8" });
      response.end("pages are only read\n");
      return;
    }
    if (pages === undefined) {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("not found\n");
      return;
    }
    preparePage(request, response, env.production);
    pages(request, response).catch((error: unknown) => {
      log.error({ requestId, ...describeError(error) }, "page failed");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

/** There are no server functions: whatever is changed goes through the API or the sign-in. */
function isWrite(method = "GET"): boolean {
  return method !== "GET" && method !== "HEAD";
}

/** Next takes the nonce from the policy on the request and puts it on its own scripts. */
function preparePage(
  request: IncomingMessage,
  response: ServerResponse,
  production: boolean,
): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, production);
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  request.headers["x-onbehalf-path"] = request.url ?? "/";
  response.setHeader("content-security-policy", policy);
  if (request.url?.startsWith("/_next/static/")) response.removeHeader("cache-control");
}

/** Where gateways ask for decisions: AuthZEN, and the way for those without it. */
const ASKING = /^\/(?:access\/|api\/v1\/approvals(?:\/[^/]+\/redeem)?$)/;

/** A gateway that asks for a decision gets its own request id back (AuthZEN 1.0, section 10.1.3). */
function ownRequestId({ headers, method }: IncomingMessage, path: string): string | undefined {
  const given = headers["x-request-id"];
  const asks = ASKING.test(path) && (method === "POST" || path.startsWith("/access/"));
  if (!asks || typeof given !== "string") return undefined;
  return /^[\x21-\x7e]{1,128}$/.test(given) ? given : undefined;
}
