import { type SQL, sql } from "drizzle-orm";

/**
 * `e`, an evaluation, is of a tool that counts as destructive by what the catalog says now: one
 * without a risk class does, as everywhere else. What is no tool has no class and does not.
 */
export const DESTRUCTIVE: SQL = sql`(e.resource LIKE 'tool:%' AND NOT EXISTS (
  SELECT 1 FROM server sv JOIN tool t ON t.server_id = sv.id
  WHERE sv.name = e.server AND t.name = e.tool AND t.risk IN ('read', 'write')))`;
