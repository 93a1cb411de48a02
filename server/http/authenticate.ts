import { presentedToken } from "../../lib/access/access-token";
import type { Viewer } from "../../lib/access/viewer";
import { viewerOf } from "../../lib/access/session";
import { sessionIdOf } from "../../lib/access/session-cookie";
import { viewerOfToken } from "../../lib/access/verify-token";
import type { Container } from "../../lib/container";
import { DomainError } from "../../lib/errors";
import { sameText } from "../../lib/secrets/same-text";
import { type KeyHolder, verifyKey } from "../../lib/sources/verify-key";
import { refuseForeignOrigin } from "./origin";
import type { Access } from "./route";

/** The identity that a route asks for. Throws `unauthenticated` and `forbidden`. */
export async function authenticate(
  access: Access,
  request: Request,
  container: Container,
): Promise<Viewer | KeyHolder | null> {
  if (access.kind === "key") {
    const holder = await verifyKey(
      { pool: container.gate, cache: container.apiKeys },
      request.headers.get("authorization"),
    );
    if (!access.scopes.some((scope) => holder.scopes.includes(scope))) {
      throw new DomainError("forbidden", `This key lacks the scope ${access.scopes.join(" or ")}.`);
    }
    return holder;
  }
  if (access.kind === "metrics") {
    refuseStranger(request, container.env.metricsToken);
    return null;
  }
  const token =
    access.kind === "public" ? null : presentedToken(request.headers.get("authorization"));
  // A browser sends a token of its own accord nowhere, so no page can borrow it.
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads && token === null) refuseForeignOrigin(request.headers, container.env.url);
  if (access.kind === "public") return null;
  if (access.kind === "session" && token !== null) {
    throw new DomainError("forbidden", "A personal access token cannot do this; sign in instead.");
  }
  const viewer =
    token === null
      ? await viewerOfRequest(request, container)
      : await viewerOfToken(container.console, token);
  if (viewer === null) throw new DomainError("unauthenticated", "Sign in first.");
  if (access.kind === "member" && !viewer.permissions.has(access.permission)) {
    throw new DomainError("forbidden", `This needs the permission ${access.permission}.`);
  }
  return viewer;
}

/** Throws `forbidden` unless the request bears the token or, where none is set, is from here. */
function refuseStranger(request: Request, token: string | undefined): void {
  const presented = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token === undefined) {
    if (request.headers.get("x-onbehalf-near") === "1") return;
    throw new DomainError("forbidden", "From elsewhere this needs ONBEHALF_METRICS_TOKEN.");
  }
  if (presented === undefined || !sameText(presented, token)) {
    throw new DomainError("forbidden", "This needs the metrics token.");
  }
}

async function viewerOfRequest(request: Request, container: Container): Promise<Viewer | null> {
  const sessionId = await sessionIdOf(request.headers.get("cookie"), {
    secure: container.env.url.protocol === "https:",
    secret: container.keys.sessions,
  });
  if (sessionId === null) return null;
  const background = request.headers.get("x-onbehalf-background") === "1";
  return viewerOf(container.console, sessionId, !background);
}
