// Carries an invitation's token across the company's sign-in.
import { callbackCookie, carriedValue, forgetCarried } from "./callback-cookie";

const NAME = "onbehalf.invitation";

/** The Set-Cookie header that keeps the token, or with null takes it away. */
export function invitationCookie(token: string | null, secure: boolean): string {
  return callbackCookie(NAME, token, secure);
}

/** The token in a Cookie header; null for what is none. */
export function invitationOf(cookieHeader: string | null): string | null {
  return carriedValue(NAME, cookieHeader);
}

/** Takes the cookie away once the sign-in came back: whoever signs in next was not invited by it. */
export function forgetInvitation(request: Request, response: Response): Response {
  return forgetCarried(NAME, request, response);
}
