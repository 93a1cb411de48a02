// What the database holds, from its own catalogue: nothing here knows a table by its name.
import type postgres from "postgres";

type Sql = postgres.Sql | postgres.TransactionSql;

/** A table that holds rows itself; `bound` is a partition's, as PostgreSQL prints it. */
type StoredRelation = { name: string; bound: string | null };

export type StoredTable = {
  name: string;
  /** In their order, without what PostgreSQL computes itself. */
  columns: string[];
  /** The table itself, or its partitions. */
  relations: StoredRelation[];
};

/** Every table of our schema, each after those that its foreign keys point at. Throws on a cycle. */
export async function listTables(sql: Sql): Promise<StoredTable[]> {
  const tables = await sql<StoredTable[]>`
    SELECT c.relname AS name,
           (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              AND a.attgenerated = '') AS columns,
           CASE c.relkind WHEN 'r' THEN json_build_array(json_build_object('name', c.relname, 'bound', NULL))
           ELSE coalesce((SELECT json_agg(json_build_object('name', p.relname, 'bound',
                                   pg_get_expr(p.relpartbound, p.oid)) ORDER BY p.relname)
                 FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid
                 WHERE i.inhparent = c.oid), '[]') END AS relations
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition
    ORDER BY c.relname`;
  const references = await sql<{ from: string; to: string }[]>`
    SELECT f.relname AS "from", t.relname AS "to"
    FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
    WHERE k.contype = 'f' AND k.conparentid = 0 AND f.oid <> t.oid
      AND f.relnamespace = current_schema()::regnamespace`;
  return inOrder(tables, references);
}

function inOrder(
  tables: readonly StoredTable[],
  references: readonly { from: string; to: string }[],
): StoredTable[] {
  const ordered: StoredTable[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(
      ({ name }) => !references.some(({ from, to }) => from === name && names.has(to)),
    );
    if (ready.length === 0) {
      throw new Error(`foreign keys go in a circle: ${[...names].join(", ")}`);
    }
    ordered.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return ordered;
}

export type SequencePosition = { name: string; value: string; called: boolean };

/** Where every sequence stands, those of identity columns included. */
export async function listSequences(sql: Sql): Promise<SequencePosition[]> {
  const names = await sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY relname`;
  const positions: SequencePosition[] = [];
  for (const { name } of names) {
    const [row] = await sql<Omit<SequencePosition, "name">[]>`
      SELECT last_value::text AS value, is_called AS called FROM ${sql(name)}`;
    if (row) positions.push({ name, ...row });
  }
  return positions;
}
