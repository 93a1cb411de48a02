import { createHash } from "node:crypto";
import type postgres from "postgres";
import { listTables } from "../../db/catalogue";

/** A hash over every row of each table, read through the parent of partitions. */
export async function digestTables(sql: postgres.Sql): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const { name, columns } of await listTables(sql)) {
    const rows = await sql<{ row: string }[]>`
      SELECT ROW(${sql(columns)})::text AS row FROM ${sql(name)} ORDER BY 1`;
    const all = rows.map(({ row }) => row).join("\n");
    digests[name] = `${rows.length} ${createHash("sha256").update(all).digest("hex")}`;
  }
  return digests;
}

/** Index, verdict and hash of every sealed event, as the product shows them. */
export async function sealedEvents(sql: postgres.Sql) {
  const rows = await sql`
    SELECT (s.first_index + c.batch_pos)::text AS index, c.event_id, c.occurred_at::text AS at,
           c.verdict, c.relation, c.flags, c.severity, encode(c.leaf_hash, 'hex') AS leaf
    FROM call c JOIN sealed s USING (batch_id) ORDER BY s.first_index + c.batch_pos`;
  return rows.map((row) => ({ ...row }));
}
