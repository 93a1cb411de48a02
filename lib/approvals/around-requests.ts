// What the console does around a decision: the same API as everybody's.
import { z } from "zod";
import { askApi } from "../api-client";
import type { SignedResponse } from "../passkeys/model";
import { STATES } from "./model";

const named = z.object({ id: z.string() });
const settled = named.extend({ state: z.enum(STATES) });
const pathOf = (id: string) => `/approvals/${encodeURIComponent(id)}`;

/** Nobody does this, so it keeps no session alive. */
export const postLooking = (id: string, signal: AbortSignal) =>
  askApi(`${pathOf(id)}/looking`, named, { post: {}, background: true, signal });

/** With what a passkey signed for it. */
export const postBreakGlass = (id: string, reason: string, passkey: SignedResponse) =>
  askApi(`${pathOf(id)}/break-glass`, settled, { post: { reason, passkey } });

export const postReview = (id: string, review: string) =>
  askApi(`${pathOf(id)}/review`, named, { post: { review } });

export const postSeen = (id: string) => askApi(`${pathOf(id)}/seen`, named, { post: {} });

export const postRevoke = (id: string, reason: string) =>
  askApi(`${pathOf(id)}/revoke`, settled, { post: { reason } });

export const postRevokeGrant = (id: string, reason: string) =>
  askApi(`/approval-grants/${encodeURIComponent(id)}/revoke`, named, { post: { reason } });

/** Instants are RFC 3339; `to` is a member's id. */
export type Delegation = { to: string; from: string; until: string; reason: string };
export const postDelegation = (delegation: Delegation) =>
  askApi("/approval-delegations", named, { post: delegation });

export const postEndDelegation = (id: string) =>
  askApi(`/approval-delegations/${encodeURIComponent(id)}/end`, named, { post: {} });
