// What the console changes about members, sessions and tokens, through the same API as everybody.
import { z } from "zod";
import { askApi } from "../api-client";
import {
  madeInvitationSchema,
  madeTokenSchema,
  memberViewSchema,
  offerSchema,
} from "./members-view";
import type { Role } from "./model";
import type { Whose } from "./options";

const pathOf = (id: string) => `/members/${encodeURIComponent(id)}`;

export function inviteMember(post: { email: string; name?: string; roles: Role[] }) {
  return askApi("/invitations", madeInvitationSchema, { post });
}

export function withdrawInvitation(id: string, reason: string) {
  return askApi(`/invitations/${encodeURIComponent(id)}/remove`, z.unknown(), { post: { reason } });
}

/** What the link of an invitation offers. */
export function readOffer(token: string) {
  return askApi("/invitations/look", offerSchema, { post: { token } });
}

export function acceptOffer(token: string, password: string) {
  return askApi("/invitations/accept", z.object({ email: z.string() }), {
    post: { token, password },
  });
}

/** Keeps the link for when the browser comes back from the company's sign-in. */
export function keepOffer(token: string) {
  return askApi("/invitations/company", z.unknown(), { post: { token } });
}

export function setMemberRoles(id: string, roles: Role[]) {
  return askApi(`${pathOf(id)}/roles`, memberViewSchema, { put: { roles } });
}

export function setMemberPerson(id: string, person: string | null) {
  return askApi(`${pathOf(id)}/person`, memberViewSchema, { put: { person } });
}

export function switchMember(id: string, to: "disable" | "enable", reason: string) {
  return askApi(`${pathOf(id)}/${to}`, memberViewSchema, { post: { reason } });
}

/** One's own session without a reason, another member's with one. */
export function endMemberSession(whose: Whose, session: string, reason: string) {
  return whose === null
    ? askApi(`/profile/sessions/${session}`, z.unknown(), { method: "DELETE" })
    : askApi(`${pathOf(whose)}/sessions/${session}/revoke`, z.unknown(), { post: { reason } });
}

export function endOtherSessions() {
  return askApi("/profile/sessions/end-others", z.unknown(), { post: {} });
}

export function makeToken(post: { name: string; expiresInDays: number }) {
  return askApi("/tokens", madeTokenSchema, { post });
}

/** One's own token without a reason, another member's with one. */
export function endToken(whose: Whose, id: string, reason: string) {
  return whose === null
    ? askApi(`/tokens/${id}`, z.unknown(), { method: "DELETE" })
    : askApi(`${pathOf(whose)}/tokens/${id}/revoke`, z.unknown(), { post: { reason } });
}

/** Keeps the wish to connect a company account for when the browser comes back from there. */
export function beginConnecting() {
  return askApi("/profile/accounts/begin", z.unknown(), { post: {} });
}

type Account = { iss: string; sub: string };

/** One's own account without a reason, another member's with one. */
export function disconnectAccount(whose: Whose, { iss, sub }: Account, reason: string) {
  return whose === null
    ? askApi("/profile/accounts/unbind", z.unknown(), { post: { iss, sub } })
    : askApi(`${pathOf(whose)}/accounts/unbind`, z.unknown(), { post: { iss, sub, reason } });
}

/** Without `current` where there was no password. */
export function setOwnPassword(put: { current?: string; password: string }) {
  return askApi("/profile/password", z.object({ ended: z.number() }), { put });
}
