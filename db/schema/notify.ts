import { integer, pgTable, text } from "drizzle-orm/pg-core";
import type { ChannelKind, Notice, OutboxStatus } from "../../lib/notify/model";
import { bytea } from "./access";
import { instant } from "./directory";

export const channel = pgTable("channel", {
  id: text("id").primaryKey(),
  kind: text("kind").$type<ChannelKind | "callback">().notNull(),
  /** Of a callback: the source whose approvals it tells of. */
  sourceId: integer("source_id"),
  name: text("name").notNull(),
  shown: text("shown").notNull(),
  address: bytea("address").notNull(),
  secret: bytea("secret"),
  previousSecret: bytea("previous_secret"),
  previousSecretUntil: instant("previous_secret_until"),
  events: text("events").array().$type<Notice[]>().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  removedAt: instant("removed_at"),
});

export const outbox = pgTable("outbox", {
  id: text("id").primaryKey(),
  /** Null for what is told to a member about their own account. */
  channelId: text("channel_id"),
  memberId: text("member_id"),
  event: text("event").$type<Notice | "test" | "approval.callback" | "passkey">().notNull(),
  dedupeKey: text("dedupe_key").notNull(),
  message: text("message").notNull(),
  status: text("status").$type<OutboxStatus>().notNull().default("waiting"),
  attempts: integer("attempts").notNull().default(0),
  nextAt: instant("next_at").notNull().defaultNow(),
  leasedUntil: instant("leased_until"),
  giveUpAt: instant("give_up_at").notNull(),
  lastError: text("last_error"),
  createdAt: instant("created_at").notNull().defaultNow(),
  settledAt: instant("settled_at"),
});
