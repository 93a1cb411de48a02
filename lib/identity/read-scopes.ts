import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { SCOPE_KINDS } from "./directory-scope";

const rowsSchema = z.array(
  z.object({
    version: z.coerce.number(),
    n: z.number(),
    kind: z.enum(SCOPE_KINDS),
    ref: z.number().nullable(),
    keys: z.array(z.string()).nullable(),
    from: z.string(),
    until: z.string(),
    exceptTools: z.array(z.number()).nullable(),
  }),
);

/** Which calls the change to this version can affect; none where it can affect none. */
export async function readScopes(tx: Db, version: number) {
  const rows = await tx.execute(sql`
    SELECT version, n, kind, ref, keys, from_time::text AS "from", until_time::text AS until,
           except_tools AS "exceptTools"
    FROM directory_scope WHERE version = ${version} ORDER BY n`);
  return rowsSchema.parse([...rows]);
}
