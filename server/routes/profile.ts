import { z } from "zod";
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
import type { Viewer } from "../../lib/access/viewer";
import type { Container } from "../../lib/container";
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
