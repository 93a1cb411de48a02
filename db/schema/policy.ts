import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./directory";

export const policyVersion = pgTable("policy_version", {
  number: integer("number").primaryKey(),
  document: text("document").notNull(),
  contentHash: text("content_hash").notNull(),
  base: integer("base").notNull(),
  author: text("author").notNull(),
  reason: text("reason").notNull(),
  publishedAt: instant("published_at").notNull().defaultNow(),
});

export const block = pgTable("block", {
  id: text("id").primaryKey(),
  subject: text("subject"),
  resource: text("resource"),
  credential: text("credential"),
  reason: text("reason").notNull(),
  setBy: text("set_by").notNull(),
  setAt: instant("set_at").notNull().defaultNow(),
  until: instant("until"),
  liftedBy: text("lifted_by"),
  liftedAt: instant("lifted_at"),
  liftReason: text("lift_reason"),
});
