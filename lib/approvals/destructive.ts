import { type SQL, sql } from "drizzle-orm";

/** The tool of `e`, an evaluation, is destructive by what the catalog says of it now. */
export const DESTRUCTIVE: SQL = sql`EXISTS (
  SELECT 1 FROM server sv JOIN tool t ON t.server_id = sv.id
  WHERE sv.name = e.server AND t.name = e.tool AND t.risk = 'destructive')`;
