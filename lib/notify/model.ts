// Telling people: channels, what they can be told, and how a message stands.
import { z } from "zod";

export const CHANNEL_KINDS = ["webhook", "email", "slack"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What a channel can be told. */
export const NOTICES = [
  "verdict.severe",
  "source.silent",
  "quarantine.growing",
  "rule.ending",
  "approval.waiting",
  "approval.decided",
  "approval.expired",
  "approval.glass_broken",
  "approval.held_back",
] as const;
export const noticeSchema = z.enum(NOTICES);
export type Notice = z.infer<typeof noticeSchema>;

export const OUTBOX_STATUSES = ["waiting", "delivered", "dead"] as const;
export type OutboxStatus = (typeof OUTBOX_STATUSES)[number];

/** A message: a sentence, the page that shows more, and the numbers for machines. */
export const messageSchema = z.object({
  title: z.string(),
  text: z.string(),
  /** A path of the console. */
  path: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What a gateway is called back with: of an approval, what became of it, and its own state. */
  callback: z
    .object({ id: z.string(), status: z.string(), state: z.string().nullable() })
    .optional(),
});
export type Message = z.infer<typeof messageSchema>;

const named = {
  name: z.string().trim().min(1, "a name is needed").max(80),
  events: z.array(noticeSchema).min(1, "choose at least one event").max(NOTICES.length),
};
const urlSchema = z.url({ protocol: /^https?$/, error: "not an http or https address" }).max(2_000);

export const ADDRESSES = {
  webhook: urlSchema,
  slack: urlSchema,
  email: z.email().max(254),
} as const satisfies Record<ChannelKind, z.ZodType>;

export const channelInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("webhook"), ...named, address: ADDRESSES.webhook }),
  z.strictObject({ kind: z.literal("slack"), ...named, address: ADDRESSES.slack }),
  z.strictObject({ kind: z.literal("email"), ...named, address: ADDRESSES.email }),
]);
export type ChannelInput = z.infer<typeof channelInput>;

/** What may be changed of a channel; its kind stays. Members left out stay as they are. */
export const channelChanges = z.strictObject({
  name: named.name.optional(),
  events: named.events.optional(),
  /** Of the form that the channel's kind asks for. */
  address: z.string().max(2_000).optional(),
});
export type ChannelChanges = z.infer<typeof channelChanges>;

export const channelView = z.object({
  id: z.string(),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string(),
  /** The host, or the e-mail address; the rest of a URL may be a secret. */
  shown: z.string(),
  events: z.array(noticeSchema),
  createdBy: z.string(),
  createdAt: z.string(),
  waiting: z.number().int(),
  dead: z.number().int(),
  deliveredAt: z.string().nullable(),
  /** Until then messages are also signed with the secret before the last rotation. */
  previousSecretUntil: z.string().nullable(),
});
export type ChannelView = z.infer<typeof channelView>;

export const channelListSchema = z.object({
  items: z.array(channelView),
  next: z.null(),
  /** Whether the operator set SMTP_URL. */
  emailReady: z.boolean(),
});

export const deliveryView = z.object({
  id: z.string(),
  /** Where it goes: a channel, or a member by their own e-mail. */
  channel: z.object({ id: z.string(), name: z.string(), removed: z.boolean() }),
  event: z.string(),
  title: z.string(),
  /** The page of the console that it is about. */
  path: z.string(),
  status: z.enum(OUTBOX_STATUSES),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  /** When it is tried next; null once it is settled. */
  nextAt: z.string().nullable(),
  settledAt: z.string().nullable(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

export const deliveryPageSchema = z.object({
  items: z.array(deliveryView),
  next: z.string().nullable(),
});

/** A webhook's new signing secret, shown once, and until when the old one signs too. */
export const rotatedSecretSchema = z.object({
  id: z.string(),
  secret: z.string(),
  previousSecretUntil: z.string(),
});

/** What a test message came to. */
export const testOutcomeSchema = z.object({ delivered: z.boolean(), error: z.string().nullable() });
export type TestOutcome = z.infer<typeof testOutcomeSchema>;
