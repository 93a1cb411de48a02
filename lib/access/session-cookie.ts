// The sign-in cookie: next-auth's encrypted JWT, which holds nothing but our session row's id.
import { decode } from "next-auth/jwt";

/** `__Host-` needs https; loopback http gets the plain name. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-onbehalf.session" : "onbehalf.session";
}

/** The session id in a Cookie header, or null when there is none or it was not made by us. */
export async function sessionIdOf(
  cookieHeader: string | null,
  options: { secure: boolean; secret: string },
): Promise<string | null> {
  const name = sessionCookieName(options.secure);
  const token = cookieHeader
    ?.split(";")
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: options.secret });
    return typeof claims?.["sid"] === "string" ? claims["sid"] : null;
  } catch {
    // Not ours, tampered with or of another secret: the same as no cookie.
    return null;
  }
}
