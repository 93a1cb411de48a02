import { boolean, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./directory";

export const savedView = pgTable("saved_view", {
  id: text("id").primaryKey(),
  memberId: text("member_id").notNull(),
  name: text("name").notNull(),
  shared: boolean("shared").notNull().default(false),
  q: text("q").notNull(),
  fromTime: text("from_time").notNull(),
  toTime: text("to_time").notNull(),
  cols: text("cols").notNull().default(""),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});
