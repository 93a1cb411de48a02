import { boolean, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { DraftState } from "../../lib/policy/model";
import { instant } from "./directory";

export const policyVersion = pgTable("policy_version", {
  number: integer("number").primaryKey(),
  document: text("document").notNull(),
  contentHash: text("content_hash").notNull(),
  base: integer("base").notNull(),
  author: text("author").notNull(),
  reason: text("reason").notNull(),
  publishedAt: instant("published_at").notNull().defaultNow(),
  draftId: text("draft_id"),
  publishedBy: text("published_by"),
  agreedBy: text("agreed_by"),
  agreeReason: text("agree_reason"),
  overrodeTests: boolean("overrode_tests").notNull().default(false),
  singleAdmin: boolean("single_admin").notNull().default(false),
  restores: integer("restores"),
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

export const policyDraft = pgTable("policy_draft", {
  id: text("id").primaryKey(),
  state: text("state").$type<DraftState>().notNull().default("open"),
  title: text("title").notNull(),
  reason: text("reason").notNull(),
  document: text("document").notNull(),
  base: integer("base").notNull(),
  revision: integer("revision").notNull().default(1),
  restores: integer("restores"),
  createdBy: text("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  savedBy: text("saved_by").notNull(),
  savedAt: instant("saved_at").notNull().defaultNow(),
  agreedBy: text("agreed_by"),
  agreedByMember: text("agreed_by_member"),
  agreedAt: instant("agreed_at"),
  agreedRevision: integer("agreed_revision"),
  agreeReason: text("agree_reason"),
  overridesTests: boolean("overrides_tests").notNull().default(false),
  publishedAs: integer("published_as"),
  endedBy: text("ended_by"),
  endedAt: instant("ended_at"),
  endReason: text("end_reason"),
});

export const policyDraftAuthor = pgTable(
  "policy_draft_author",
  {
    draftId: text("draft_id").notNull(),
    name: text("name").notNull(),
    memberId: text("member_id"),
    since: instant("since").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.name] })],
);
