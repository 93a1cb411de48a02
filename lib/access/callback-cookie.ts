// What a browser carries across the company's sign-in: for ten minutes, for our callback only.

export const CARRIED_SECONDS = 600;

/** The Set-Cookie header that keeps the value, or with null takes it away. */
export function callbackCookie(name: string, value: string | null, secure: boolean): string {
  const age = value === null ? 0 : CARRIED_SECONDS;
  const attributes = `Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${age}`;
  return `${name}=${value ?? ""}; ${attributes}${secure ? "; Secure" : ""}`;
}

/** The value in a Cookie header; null for what is none of ours. */
export function carriedValue(name: string, cookieHeader: string | null): string | null {
  const found = cookieHeader
    ?.split(";")
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name}=`));
  const value = found?.slice(name.length + 1);
  return value && /^[\w.-]{1,200}$/.test(value) ? value : null;
}

/** Takes the cookie away where the browser sent it: what came back once is used up. */
export function forgetCarried(name: string, request: Request, response: Response): Response {
  if (carriedValue(name, request.headers.get("cookie")) === null) return response;
  const secure = new URL(request.url).protocol === "https:";
  const headers = new Headers(response.headers);
  headers.append("set-cookie", callbackCookie(name, null, secure));
  return new Response(response.body, { status: response.status, headers });
}
