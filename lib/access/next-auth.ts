// The only file that imports next-auth: sign-in by password or company account, and a cookie that
// carries our session's id.
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { z } from "zod";
import { container } from "../container";
import type { OidcSettings } from "../env";
import { DomainError } from "../errors";
import { routes } from "../routes";
import { type Binding, bindOwnAccount } from "./bind-own-account";
import { bindingOf } from "./binding-cookie";
import { signInByCompany } from "./company-sign-in";
import { invitationOf } from "./invitation-cookie";
import { readCompanyAccount } from "./oidc-claims";
import { endSession, SESSION_HOURS, type Visit } from "./session";
import { sessionCookieName, sessionIdOf } from "./session-cookie";
import { signIn } from "./sign-in";

/** The provider's id in callback addresses: `/api/auth/callback/company`. */
const COMPANY = "company";

export function authOptions(request: Request): NextAuthOptions {
  const { env, keys, log, console: pool } = container();
  const secure = env.url.protocol === "https:";
  const { headers } = request;
  const visit: Visit = {
    address: headers.get("x-onbehalf-address"),
    userAgent: headers.get("user-agent"),
    requestId: headers.get("x-request-id"),
  };
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
    // Its own logger prints whole errors, with tokens in them.
    logger: {
      error: (code, about) => log.warn({ code, cause: causeOf(about) }, "sign-in failed"),
      warn: (code) => log.debug({ code }, "sign-in"),
      debug: () => {},
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (credentials) => {
          if (!credentials) return null;
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
      ...(env.oidc ? [companyProvider(env.oidc)] : []),
    ],
    callbacks: {
      signIn: async ({ user, account, profile }) => {
        if (account?.provider !== COMPANY || !env.oidc) return true;
        const found = readCompanyAccount({ ...profile }, env.oidc.issuer, env.oidc);
        const cookies = headers.get("cookie");
        const wish = bindingOf(cookies);
        if (wish !== null) {
          const secret = keys.sessions;
          const sessionId = await sessionIdOf(cookies, { secure, secret });
          const asked = { wish, sessionId, secret, now: Date.now() };
          return leadBack(await bindOwnAccount(pool, found, asked, visit));
        }
        const invitation = invitationOf(cookies);
        const outcome = await signInByCompany(pool, found, invitation, visit);
        if ("refused" in outcome) return routes.signInRefused(outcome.refused);
        // Without an adapter the very same object reaches the jwt callback.
        user.id = outcome.sessionId;
        return true;
      },
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

/** A member who connected an account stays in the session that asked: nobody is signed in anew. */
function leadBack(outcome: Binding): string {
  if ("bound" in outcome) return routes.profile({ connected: "yes" });
  const { refused } = outcome;
  return refused === "binding_void" ? routes.signInRefused(refused) : routes.profile({ refused });
}

/** Code flow with PKCE, state and nonce; endpoints and keys from the issuer's own document. */
function companyProvider(oidc: OidcSettings): OAuthConfig<Record<string, unknown>> {
  return {
    id: COMPANY,
    name: "Company account",
    type: "oauth",
    wellKnown: `${oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope: oidc.scopes } },
    checks: ["pkce", "state", "nonce"],
    idToken: true,
    httpOptions: { timeout: 10_000 },
    // Groups and roles are in the ID token of some issuers and at the userinfo endpoint of others.
    userinfo: {
      request: async ({ client, tokens: { id_token: idToken, access_token: accessToken } }) => {
        const claims = claimsOf(idToken ?? "");
        if (!client.issuer.metadata.userinfo_endpoint || !accessToken) return claims;
        const more = await client.userinfo(accessToken);
        if (more.sub !== claims["sub"]) throw new Error("userinfo is about somebody else");
        return { ...more, ...claims };
      },
    },
    profile: (claims) => ({ id: String(claims["sub"] ?? "") }),
  };
}

/** The message alone, such as "state mismatch": the objects around it hold codes and tokens. */
function causeOf(about: unknown): string {
  if (about instanceof Error) return about.message;
  const inner = typeof about === "object" && about !== null && "error" in about && about.error;
  return inner instanceof Error ? inner.message : "unknown";
}

/** The claims of an ID token whose signature, issuer, audience and nonce were checked already. */
function claimsOf(idToken: string): Record<string, unknown> {
  const payload = Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString("utf8");
  return z.record(z.string(), z.unknown()).parse(JSON.parse(payload));
}
