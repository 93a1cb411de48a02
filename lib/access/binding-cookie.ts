// Carries a member's wish to bind a company account across the company's sign-in. It names nobody:
// it only fits the session that asked for it.
import { createHmac } from "node:crypto";
import { routes } from "../routes";
import { sameText } from "../secrets/same-text";
import { callbackCookie, CARRIED_SECONDS, carriedValue, forgetCarried } from "./callback-cookie";

const NAME = "onbehalf.binding";

/** The Set-Cookie header that keeps the wish of this session for ten minutes. */
export function bindingCookie(
  sessionId: string,
  { secret, secure, now }: { secret: string; secure: boolean; now: number },
): string {
  const until = String(Math.floor(now / 1000) + CARRIED_SECONDS);
  return callbackCookie(NAME, `${until}.${macOf(sessionId, until, secret)}`, secure);
}

/** The wish in a Cookie header, not checked yet; null where there is none. */
export function bindingOf(cookieHeader: string | null): string | null {
  return carriedValue(NAME, cookieHeader);
}

/** Whether this very session asked for it, less than ten minutes ago. */
export function bindingFits(
  wish: string,
  sessionId: string,
  { secret, now }: { secret: string; now: number },
): boolean {
  const [until = "", mac = ""] = wish.split(".");
  return Number(until) * 1000 > now && sameText(mac, macOf(sessionId, until, secret));
}

/**
 * Takes the cookie away once the sign-in came back. A sign-in that the library broke off leads back
 * to the profile, where it began.
 */
export function forgetBinding(request: Request, response: Response): Response {
  if (bindingOf(request.headers.get("cookie")) === null) return response;
  const location = response.headers.get("location");
  const broken = location !== null && new URL(location, request.url).searchParams.has("error");
  if (!broken) return forgetCarried(NAME, request, response);
  const headers = new Headers(response.headers);
  headers.set("location", routes.profile({ refused: "unfinished" }));
  const back = new Response(response.body, { status: response.status, headers });
  return forgetCarried(NAME, request, back);
}

function macOf(sessionId: string, until: string, secret: string): string {
  return createHmac("sha256", secret).update(`bind/${until}/${sessionId}`).digest("base64url");
}
