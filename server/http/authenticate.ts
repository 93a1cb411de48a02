import type { Viewer } from "../../lib/access/viewer";
import { viewerOf } from "../../lib/access/session";
import { sessionIdOf } from "../../lib/access/session-cookie";
import type { Container } from "../../lib/container";
import { DomainError } from "../../lib/errors";
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
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads) refuseForeignOrigin(request.headers, container.env.url);
  if (access.kind === "public") return null;
  const viewer = await viewerOfRequest(request, container);
  if (viewer === null) throw new DomainError("unauthenticated", "Sign in first.");
  if (access.kind === "member" && !viewer.permissions.has(access.permission)) {
    throw new DomainError("forbidden", `This needs the permission ${access.permission}.`);
  }
  return viewer;
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
