import { z } from "zod";
import { changeRoles } from "../../lib/access/change-roles";
import { disableMember, enableMember } from "../../lib/access/disable-member";
import { linkMember } from "../../lib/access/link-member";
import { getMember, listMembers } from "../../lib/access/list-members";
import { listSessions, listTokens } from "../../lib/access/list-sessions";
import {
  membersSchema,
  memberViewSchema,
  sessionsSchema,
  tokensSchema,
} from "../../lib/access/members-view";
import { revokeSession } from "../../lib/access/revoke-session";
import { revokeToken } from "../../lib/access/revoke-token";
import { unbindAccount } from "../../lib/access/unbind-account";
import type { Viewer } from "../../lib/access/viewer";
import type { Container } from "../../lib/container";
import { listPasskeys } from "../../lib/passkeys/list-passkeys";
import { passkeysSchema } from "../../lib/passkeys/model";
import { removeMemberPasskey } from "../../lib/passkeys/remove-passkey";
import { route } from "../http/route";

const access = { kind: "member", permission: "members:write" } as const;
const role = "console";
const params = z.object({ id: z.string().max(64) });
const reason = disableMember.input.pick({ reason: true });

type Asked = { container: Container; who: Viewer; requestId: string };
const contextOf = ({ container, who, requestId }: Asked) =>
  ({ pool: container.console, actor: { kind: "member", viewer: who }, requestId }) as const;

export const memberRoutes = [
  route({
    method: "GET",
    path: "/api/v1/members",
    role,
    access,
    summary: "Members, their roles and how they sign in",
    response: membersSchema,
    handle: async ({ container }) => ({ items: await listMembers(container.console), next: null }),
  }),
  route({
    method: "GET",
    path: "/api/v1/members/{id}",
    role,
    access,
    summary: "One member",
    params,
    response: memberViewSchema,
    handle: ({ container, params: { id } }) => getMember(container.console, id),
  }),
  route({
    method: "PUT",
    path: "/api/v1/members/{id}/roles",
    role,
    access,
    summary: "Set a member's roles; the last owner stays one",
    params,
    body: changeRoles.input.pick({ roles: true }),
    response: memberViewSchema,
    handle: async (asked) => {
      await changeRoles(contextOf(asked), { ...asked.body, ...asked.params });
      return getMember(asked.container.console, asked.params.id);
    },
  }),
  route({
    method: "PUT",
    path: "/api/v1/members/{id}/person",
    role,
    access,
    summary: "Say which person of the directory a member is, or null",
    params,
    body: linkMember.input.pick({ person: true }),
    response: memberViewSchema,
    handle: async (asked) => {
      await linkMember(contextOf(asked), { ...asked.body, ...asked.params });
      return getMember(asked.container.console, asked.params.id);
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/members/{id}/disable",
    role,
    access,
    summary: "Shut a member out; their sessions end at once",
    params,
    body: reason,
    response: memberViewSchema,
    handle: async (asked) => {
      await disableMember(contextOf(asked), { ...asked.body, ...asked.params });
      return getMember(asked.container.console, asked.params.id);
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/members/{id}/enable",
    role,
    access,
    summary: "Let a disabled member in again",
    params,
    body: reason,
    response: memberViewSchema,
    handle: async (asked) => {
      await enableMember(contextOf(asked), { ...asked.body, ...asked.params });
      return getMember(asked.container.console, asked.params.id);
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/members/{id}/sessions",
    role,
    access,
    summary: "The open sessions of a member",
    params,
    response: sessionsSchema,
    handle: async ({ container, who, params: { id } }) => ({
      items: await listSessions(container.console, who, id),
      next: null,
    }),
  }),
  route({
    method: "POST",
    path: "/api/v1/members/{id}/sessions/{session}/revoke",
    role,
    access,
    summary: "End one session of a member",
    params: params.extend({ session: z.string().max(64) }),
    body: reason,
    status: 204,
    handle: async (asked) => {
      const { id: memberId, session } = asked.params;
      await revokeSession(contextOf(asked), { memberId, session, ...asked.body });
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/members/{id}/accounts/unbind",
    role,
    access,
    summary: "Disconnect a company account from a member; never their only way in",
    params,
    body: unbindAccount.input.omit({ id: true }),
    response: memberViewSchema,
    handle: async (asked) => {
      await unbindAccount(contextOf(asked), { ...asked.body, ...asked.params });
      return getMember(asked.container.console, asked.params.id);
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/members/{id}/tokens",
    role,
    access,
    summary: "The personal access tokens of a member, without their secrets",
    params,
    response: tokensSchema,
    handle: async ({ container, params: { id } }) => ({
      items: await listTokens(container.console, id),
      next: null,
    }),
  }),
  route({
    method: "POST",
    path: "/api/v1/members/{id}/tokens/{token}/revoke",
    role,
    access,
    summary: "End a personal access token of a member",
    params: params.extend({ token: z.string().max(64) }),
    body: reason,
    status: 204,
    handle: async (asked) => {
      const { id: memberId, token: id } = asked.params;
      await revokeToken(contextOf(asked), { memberId, id, ...asked.body });
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/members/{id}/passkeys",
    role,
    access,
    summary: "The passkeys that a member signs decisions with",
    params,
    response: passkeysSchema,
    handle: ({ container, params: { id } }) => listPasskeys(container.console, container.env, id),
  }),
  route({
    method: "POST",
    path: "/api/v1/members/{id}/passkeys/{passkey}/remove",
    role,
    access,
    summary: "Remove a passkey that a member has lost; they are told",
    params: params.extend({ passkey: z.string().max(64) }),
    body: reason,
    status: 204,
    handle: async (asked) => {
      const { id: memberId, passkey: id } = asked.params;
      const remove = removeMemberPasskey(asked.container.env);
      await remove(contextOf(asked), { memberId, id, ...asked.body });
    },
  }),
];
