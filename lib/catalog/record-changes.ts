import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import type { Change, ToolState } from "./model";

export type RecordedChange = {
  toolId: number;
  what: Change;
  from: ToolState | null;
  to: ToolState;
  sha256: string | null;
  by: string;
  reason: string | null;
  sourceId: number | null;
  eventId: string | null;
};

/** Writes the history of tools, and tells every process that what decisions depend on has changed. */
export async function recordChanges(db: Db, changes: readonly RecordedChange[]): Promise<void> {
  if (changes.length === 0) return;
  await db.execute(sql`
    INSERT INTO tool_change (tool_id, what, from_state, to_state, sha256, by, reason, source_id, event_id)
    SELECT r."toolId", r.what, r."from", r."to", decode(r.sha256, 'hex'), r.by, r.reason,
           r."sourceId", r."eventId"
    FROM json_to_recordset(${JSON.stringify(changes)}::text::json) AS r("toolId" int, what text,
      "from" text, "to" text, sha256 text, by text, reason text, "sourceId" int, "eventId" text)`);
  await raiseCatalogVersion(db);
}

/** To be called in every transaction that changes what a decision may say. */
export async function raiseCatalogVersion(db: Db): Promise<void> {
  await db.execute(sql`UPDATE catalog_head SET version = version + 1`);
}
