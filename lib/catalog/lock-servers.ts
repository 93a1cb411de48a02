import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import type { ServerState } from "./model";

export type LockedServer = { state: ServerState; strict: boolean };

/**
 * Whoever changes tools of a server holds its row: the worker that learns, a review, an import. All
 * lock in the order of the ids, so that none waits for the other for ever. Adds servers that the
 * catalog does not know yet; they are learning.
 */
export async function lockServers(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, LockedServer>> {
  const list = JSON.stringify([...new Set(ids)]);
  await db.execute(sql`
    INSERT INTO catalog_server (server_id)
    SELECT value::int FROM json_array_elements_text(${list}::text::json) ORDER BY 1
    ON CONFLICT DO NOTHING`);
  const rows = await db.execute<LockedServer & { id: number }>(sql`
    SELECT server_id AS id, state, strict FROM catalog_server
    WHERE server_id IN (SELECT value::int FROM json_array_elements_text(${list}::text::json))
    ORDER BY server_id FOR UPDATE`);
  return new Map(rows.map(({ id, state, strict }) => [id, { state, strict }]));
}
