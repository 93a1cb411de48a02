import { boolean, integer, pgTable, text } from "drizzle-orm/pg-core";
import type { ServerState, ToolState } from "../../lib/catalog/model";
import { bytea } from "./access";
import { instant } from "./directory";

export const catalogServer = pgTable("catalog_server", {
  serverId: integer("server_id").primaryKey(),
  state: text("state").$type<ServerState>().notNull().default("learning"),
  strict: boolean("strict").notNull().default(false),
  listedAt: instant("listed_at"),
  unread: integer("unread").notNull().default(0),
  changedAt: instant("changed_at").notNull().defaultNow(),
  changedBy: text("changed_by"),
  reason: text("reason"),
});

export const catalogTool = pgTable("catalog_tool", {
  toolId: integer("tool_id").primaryKey(),
  serverId: integer("server_id").notNull(),
  state: text("state").$type<ToolState>().notNull(),
  stateSince: instant("state_since").notNull().defaultNow(),
  sha256: bytea("sha256"),
  reviewedSha256: bytea("reviewed_sha256"),
  firstSeenAt: instant("first_seen_at").notNull(),
  lastSeenAt: instant("last_seen_at").notNull(),
  toldAt: instant("told_at"),
  goneSince: instant("gone_since"),
  renamedFrom: integer("renamed_from"),
});
