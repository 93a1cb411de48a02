import { z } from "zod";
import { beginBinding } from "../../lib/access/begin-binding";
import { bindingCookie } from "../../lib/access/binding-cookie";
import { changeOwnPassword, ownPasswordInput } from "../../lib/access/change-own-password";
import { createToken } from "../../lib/access/create-token";
import { getMember } from "../../lib/access/list-members";
import { listSessions, listTokens } from "../../lib/access/list-sessions";
import {
  madeTokenSchema,
  memberViewSchema,
  sessionsSchema,
  tokensSchema,
} from "../../lib/access/members-view";
import { revokeOtherSessions, revokeOwnSession } from "../../lib/access/revoke-session";
import { revokeOwnToken } from "../../lib/access/revoke-token";
import { unbindOwnAccount } from "../../lib/access/unbind-account";
import type { Viewer } from "../../lib/access/viewer";
import type { Container } from "../../lib/container";
import { DomainError } from "../../lib/errors";
import { route } from "../http/route";

const access = { kind: "session" } as const;
const role = "console";

type Asked = { container: Container; who: Viewer; requestId: string };
const contextOf = ({ container, who, requestId }: Asked) =>
  ({ pool: container.console, actor: { kind: "member", viewer: who }, requestId }) as const;

export const profileRoutes = [
  route({
    method: "GET",
    path: "/api/v1/profile",
    role,
    access,
    summary: "Oneself",
    response: memberViewSchema,
    handle: ({ container, who }) => getMember(container.console, who.memberId),
  }),
  route({
    method: "GET",
    path: "/api/v1/profile/sessions",
    role,
    access,
    summary: "One's own open sessions",
    response: sessionsSchema,
    handle: async ({ container, who }) => ({
      items: await listSessions(container.console, who, who.memberId),
      next: null,
    }),
  }),
  route({
    method: "DELETE",
    path: "/api/v1/profile/sessions/{session}",
    role,
    access,
    summary: "End one of one's own sessions",
    params: z.object({ session: z.string().max(64) }),
    status: 204,
    handle: async (asked) => {
      await revokeOwnSession(contextOf(asked), asked.params);
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/profile/sessions/end-others",
    role,
    access,
    summary: "Sign out everywhere else",
    response: z.object({ ended: z.number().int() }),
    handle: async (asked) => {
      const { ended } = await revokeOtherSessions(contextOf(asked), {});
      return { ended };
    },
  }),
  route({
    method: "PUT",
    path: "/api/v1/profile/password",
    role,
    access,
    summary: "Change one's own password, or set a first one; one's other sessions end",
    body: ownPasswordInput,
    response: z.object({ ended: z.number().int() }),
    handle: (asked) => changeOwnPassword(contextOf(asked), asked.body),
  }),
  route({
    method: "POST",
    path: "/api/v1/profile/accounts/begin",
    role,
    access,
    summary: "Set out to connect a company account; needs a sign-in of the last ten minutes",
    status: 204,
    handle: async (asked) => {
      const { env, keys } = asked.container;
      if (env.oidc === undefined)
        throw new DomainError("conflict", "The company's sign-in is not configured here.");
      const { sessionId } = await beginBinding(contextOf(asked), {});
      const secure = env.url.protocol === "https:";
      const cookie = bindingCookie(sessionId, { secret: keys.sessions, secure, now: Date.now() });
      return new Response(null, { status: 204, headers: { "set-cookie": cookie } });
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/profile/accounts/unbind",
    role,
    access,
    summary: "Disconnect one of one's own company accounts; never the only way in",
    body: unbindOwnAccount.input,
    status: 204,
    handle: async (asked) => {
      await unbindOwnAccount(contextOf(asked), asked.body);
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/tokens",
    role,
    access,
    summary: "One's own personal access tokens, without their secrets",
    response: tokensSchema,
    handle: async ({ container, who }) => ({
      items: await listTokens(container.console, who.memberId),
      next: null,
    }),
  }),
  route({
    method: "POST",
    path: "/api/v1/tokens",
    role,
    access,
    summary: "Make a personal access token; it is shown once",
    body: createToken.input,
    response: madeTokenSchema,
    status: 201,
    handle: (asked) => createToken(contextOf(asked), asked.body),
  }),
  route({
    method: "DELETE",
    path: "/api/v1/tokens/{id}",
    role,
    access,
    summary: "Revoke one of one's own tokens",
    params: z.object({ id: z.string().max(64) }),
    status: 204,
    handle: async (asked) => {
      await revokeOwnToken(contextOf(asked), asked.params);
    },
  }),
];
