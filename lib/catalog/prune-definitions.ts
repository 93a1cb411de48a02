import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import type { RecordedChange } from "./record-changes";

/** Of a tool; a server that sends another definition with each list must not fill the disk. */
export const MOST_DEFINITIONS = 100;

/** Removes the oldest definitions of tools that just got one; the reviewed and the newest stay. */
export async function pruneDefinitions(db: Db, changes: readonly RecordedChange[]): Promise<void> {
  const grown = changes.filter(({ what }) => what === "definition_changed");
  const ids = [...new Set(grown.map(({ toolId }) => toolId))];
  if (ids.length === 0) return;
  await db.execute(sql`
    DELETE FROM tool_definition d USING (
      SELECT tool_id, sha256, row_number() OVER (PARTITION BY tool_id
               ORDER BY last_seen_at DESC, sha256) AS place
      FROM tool_definition WHERE tool_id IN (SELECT value::int
        FROM json_array_elements_text(${JSON.stringify(ids)}::text::json))) old,
      catalog_tool t
    WHERE old.place > ${MOST_DEFINITIONS} AND d.tool_id = old.tool_id AND d.sha256 = old.sha256
      AND t.tool_id = d.tool_id AND d.sha256 IS DISTINCT FROM t.reviewed_sha256
      AND d.sha256 IS DISTINCT FROM t.sha256`);
}
