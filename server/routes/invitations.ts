import { z } from "zod";
import {
  acceptInvitation,
  invitationToken,
  readInvitation,
} from "../../lib/access/accept-invitation";
import { invitationCookie } from "../../lib/access/invitation-cookie";
import { invite, removeInvitation } from "../../lib/access/invite";
import { limitLinks } from "../../lib/access/tries";
import { listInvitations } from "../../lib/access/list-members";
import {
  invitationsSchema,
  madeInvitationSchema,
  offerSchema,
} from "../../lib/access/members-view";
import { routes } from "../../lib/routes";
import { route } from "../http/route";

const owners = { kind: "member", permission: "members:write" } as const;
const everybody = { kind: "public" } as const;
const role = "console";

export const invitationRoutes = [
  route({
    method: "GET",
    path: "/api/v1/invitations",
    role,
    access: owners,
    summary: "Invitations that are still open, without their links",
    response: invitationsSchema,
    handle: async ({ container }) => ({
      items: await listInvitations(container.console),
      next: null,
    }),
  }),
  route({
    method: "POST",
    path: "/api/v1/invitations",
    role,
    access: owners,
    summary: "Invite somebody: a one-time link, shown once",
    body: invite.input,
    response: madeInvitationSchema,
    status: 201,
    handle: async ({ container, who, body, requestId }) => {
      const actor = { kind: "member", viewer: who } as const;
      const made = await invite({ pool: container.console, actor, requestId }, body);
      const link = `${container.env.url.origin}${routes.invitation()}#${made.token}`;
      return { id: made.id, link, expiresAt: made.expiresAt };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/invitations/{id}/remove",
    role,
    access: owners,
    summary: "Make the link of an open invitation void",
    params: z.object({ id: z.string().max(64) }),
    body: removeInvitation.input.pick({ reason: true }),
    status: 204,
    handle: async ({ container, who, params, body, requestId }) => {
      const actor = { kind: "member", viewer: who } as const;
      await removeInvitation({ pool: container.console, actor, requestId }, { ...body, ...params });
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/invitations/look",
    role,
    access: everybody,
    summary: "What an invitation offers; the token stays out of addresses",
    body: z.object({ token: invitationToken }),
    response: offerSchema,
    handle: ({ container, body, address }) =>
      limitLinks(container.console, { kind: "invitation", address }, async () => {
        const found = await readInvitation(container.console, body.token);
        return offerSchema.parse({ ...found, company: container.env.oidc !== undefined });
      }),
  }),
  route({
    method: "POST",
    path: "/api/v1/invitations/accept",
    role,
    access: everybody,
    summary: "Become a member with a password of one's own",
    body: acceptInvitation.input,
    response: z.object({ id: z.string(), email: z.string() }),
    status: 201,
    handle: ({ container, body, address, requestId }) =>
      limitLinks(container.console, { kind: "invitation", address }, async () => {
        const context = { pool: container.console, actor: { kind: "system" }, requestId } as const;
        const { id, email } = await acceptInvitation(context, body);
        return { id, email };
      }),
  }),
  route({
    method: "POST",
    path: "/api/v1/invitations/company",
    role,
    access: everybody,
    summary: "Keep the token in a cookie across the company's sign-in, which then accepts it",
    body: z.object({ token: invitationToken }),
    status: 204,
    handle: ({ container, body, address }) =>
      limitLinks(container.console, { kind: "invitation", address }, async () => {
        await readInvitation(container.console, body.token);
        const cookie = invitationCookie(body.token, container.env.url.protocol === "https:");
        return new Response(null, { status: 204, headers: { "set-cookie": cookie } });
      }),
  }),
];
