// Members, invitations, sessions and tokens as the API answers them.
import { z } from "zod";
import { roleSchema } from "./model";

export const memberViewSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  roles: z.array(roleSchema),
  createdAt: z.string(),
  disabledAt: z.string().nullable(),
  lastActiveAt: z.string().nullable(),
  /** Must stay as they are: nobody else could let others in. */
  lastOwner: z.boolean(),
  hasPassword: z.boolean(),
  /** Company accounts they sign in with. */
  accounts: z.array(
    z.object({ iss: z.string(), sub: z.string(), boundBy: z.string(), boundAt: z.string() }),
  ),
  person: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
});
export type MemberView = z.infer<typeof memberViewSchema>;

export const invitationViewSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  roles: z.array(roleSchema),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type InvitationView = z.infer<typeof invitationViewSchema>;

/** What the holder of a link is told. */
export const offerSchema = z.object({
  email: z.string(),
  name: z.string().nullable(),
  roles: z.array(roleSchema),
  expiresAt: z.string(),
  /** Whether the company's sign-in is configured. */
  company: z.boolean(),
});
export type Offer = z.infer<typeof offerSchema>;

export const madeInvitationSchema = z.object({
  id: z.string(),
  link: z.string(),
  expiresAt: z.string(),
});

export const sessionViewSchema = z.object({
  id: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  openedAt: z.string(),
  lastActiveAt: z.string(),
  /** The one that asks. */
  current: z.boolean(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

export const tokenViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type TokenView = z.infer<typeof tokenViewSchema>;

export const madeTokenSchema = z.object({
  id: z.string(),
  text: z.string(),
  expiresAt: z.string(),
});

export const membersSchema = z.object({ items: z.array(memberViewSchema), next: z.null() });
export const invitationsSchema = z.object({ items: z.array(invitationViewSchema), next: z.null() });
export const sessionsSchema = z.object({ items: z.array(sessionViewSchema), next: z.null() });
export const tokensSchema = z.object({ items: z.array(tokenViewSchema), next: z.null() });
