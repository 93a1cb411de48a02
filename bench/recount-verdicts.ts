// Every call of a database judged once more by the directory of now, read in the order of the
// primary key: how many there are, and how many say something else than they should.
import { openPool } from "../db/client";
import { isChanged } from "../lib/calls/rejudge/judge-again";
import { judgeStored } from "../lib/calls/rejudge/judge-stored";
import { type StoredCall, storedColumns } from "../lib/calls/rejudge/stored-call";
import { indexDirectory } from "../lib/identity/directory-index";
import { readDirectory } from "../lib/identity/read-directory";

const AT_ONCE = 5_000;

export async function recountVerdicts(url: string): Promise<{ calls: number; wrong: number }> {
  const pool = openPool(url, { name: "recount", max: 2 });
  try {
    const index = indexDirectory(await readDirectory(pool.db));
    let [calls, wrong] = [0, 0];
    let last: StoredCall | undefined;
    do {
      const { sql } = pool;
      const rows: StoredCall[] = await sql<StoredCall[]>`
        SELECT ${storedColumns(sql)} FROM call c JOIN source s ON s.id = c.source_id
        WHERE ${
          last === undefined
            ? sql`true`
            : sql`c.occurred_at >= ${last.occurredAt} AND (c.occurred_at, c.source_id, c.event_id)
                  > (${last.occurredAt}::timestamptz, ${last.sourceId}::int, ${last.eventId}::text)`
        }
        ORDER BY c.occurred_at, c.source_id, c.event_id LIMIT ${AT_ONCE}`;
      const judged = await judgeStored(sql, rows, index);
      wrong += judged.filter(isChanged).length + (rows.length - judged.length);
      calls += rows.length;
      last = rows.at(-1);
    } while (last !== undefined);
    return { calls, wrong };
  } finally {
    await pool.close();
  }
}
