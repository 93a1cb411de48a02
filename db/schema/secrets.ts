import { pgTable, smallint, text } from "drizzle-orm/pg-core";
import { bytea } from "./access";
import { instant } from "./directory";

/** Keys of earlier secrets, each encrypted under the one in force. */
export const retiredKey = pgTable("retired_key", {
  keyId: smallint("key_id").primaryKey(),
  fingerprint: text("fingerprint").notNull(),
  retiredAt: instant("retired_at").notNull().defaultNow(),
  payload: bytea("payload"),
  dedupe: bytea("dedupe"),
  redaction: bytea("redaction"),
});
