// The only file that imports next-auth: local sign-in, and a cookie that carries our session's id.
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { container } from "../container";
import { DomainError } from "../errors";
import { routes } from "../routes";
import { endSession, SESSION_HOURS } from "./session";
import { sessionCookieName } from "./session-cookie";
import { signIn } from "./sign-in";

export function authOptions(): NextAuthOptions {
  const { env, keys, console: pool } = container();
  const secure = env.url.protocol === "https:";
  return {
    secret: keys.sessions,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
    pages: { signIn: routes.signIn(), error: routes.signIn() },
    cookies: {
      sessionToken: {
        name: sessionCookieName(secure),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (credentials, request) => {
          if (!credentials) return null;
          const headers: Record<string, string | undefined> = request.headers ?? {};
          const visit = {
            address: headers["x-onbehalf-address"] ?? null,
            userAgent: headers["user-agent"] ?? null,
          };
          try {
            return { id: await signIn(pool, credentials, visit) };
          } catch (error) {
            // next-auth shows an Error's message as the code of the failed sign-in.
            if (error instanceof DomainError && error.code === "too_many_requests") {
              throw new Error("too_many_requests", { cause: error });
            }
            if (error instanceof DomainError) return null;
            throw error;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const sid = token?.["sid"];
        if (typeof sid === "string") await endSession(pool, sid);
      },
    },
  };
}
