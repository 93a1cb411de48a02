import type postgres from "postgres";
import { listTables } from "./catalogue";

/** Whether the database has no table of anybody's in our schema, nor a trace of our migrations. */
export async function isEmpty(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ traced: boolean }[]>`
    SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS traced`;
  return row?.traced === false && (await listTables(sql)).length === 0;
}

/** Removes all that our migrations made, for a database that `isEmpty` before they ran. */
export async function clearDatabase(sql: postgres.Sql): Promise<void> {
  for (const { name } of await listTables(sql)) await sql`DROP TABLE ${sql(name)} CASCADE`;
  const rest = await sql<{ statement: string }[]>`
    SELECT 'DROP SEQUENCE ' || c.oid::regclass AS statement FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
    UNION ALL
    SELECT 'DROP ROUTINE ' || p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`;
  for (const { statement } of rest) await sql.unsafe(statement);
  await sql`DROP SCHEMA IF EXISTS drizzle CASCADE`;
}
