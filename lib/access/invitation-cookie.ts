// Carries an invitation's token across the company's sign-in: for ten minutes, for our callback only.

const NAME = "onbehalf.invitation";

/** The Set-Cookie header that keeps the token, or with null takes it away. */
export function invitationCookie(token: string | null, secure: boolean): string {
  const age = token === null ? 0 : 600;
  const attributes = `Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${age}`;
  return `${NAME}=${token ?? ""}; ${attributes}${secure ? "; Secure" : ""}`;
}

/** The token in a Cookie header; null for what is none. */
export function invitationOf(cookieHeader: string | null): string | null {
  const found = cookieHeader
    ?.split(";")
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${NAME}=`));
  const token = found?.slice(NAME.length + 1);
  return token && /^[\w-]{1,200}$/.test(token) ? token : null;
}

/** Takes the cookie away once the sign-in came back: whoever signs in next was not invited by it. */
export function forgetInvitation(request: Request, response: Response): Response {
  if (invitationOf(request.headers.get("cookie")) === null) return response;
  const secure = new URL(request.url).protocol === "https:";
  const headers = new Headers(response.headers);
  headers.append("set-cookie", invitationCookie(null, secure));
  return new Response(response.body, { status: response.status, headers });
}
