// What a change of the directory leaves behind, in its own transaction: a new version, which calls
// it can affect, and the job that judges them again.
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { queueRejudge } from "../jobs/queue-job";
import type { Scope } from "./directory-scope";
import { raiseVersion } from "./raise-version";

export type Change = {
  /** Who, as in the admin log. */
  actor: string;
  /** What was done, in words and in the past: the history of calls quotes it. */
  why: string;
  scopes: readonly Scope[];
};

/**
 * Runs `change` as the only change of the directory at that moment: the version's row is locked
 * first, so that versions are in the order of commit and each change sees those before it. Calls
 * on their way are judged with what they found; sequencing finds them by the scopes.
 */
export async function changeDirectory<Output>(
  tx: Db,
  change: (version: number) => Promise<{ change: Change; output: Output }>,
): Promise<Output> {
  const version = await raiseVersion(tx);
  const { change: made, output } = await change(version);
  if (made.scopes.length === 0) return output;
  await tx.execute(sql`
    INSERT INTO directory_change (version, actor, why)
    VALUES (${version}, ${made.actor}, ${made.why})`);
  await storeScopes(tx, version, made.scopes);
  await queueRejudge(tx, { askedBy: made.actor, why: made.why });
  return output;
}

async function storeScopes(tx: Db, version: number, scopes: readonly Scope[]): Promise<void> {
  await tx.execute(sql`
    INSERT INTO directory_scope (version, kind, ref, keys, from_time, until_time, except_tools)
    SELECT ${version}::bigint, kind, ref, keys, coalesce("from", '-infinity'),
           coalesce(until, 'infinity'), "exceptTools"
    FROM json_to_recordset(${JSON.stringify(scopes)}::text::json)
      AS s(kind text, ref int, keys text[], "from" timestamptz, until timestamptz,
           "exceptTools" int[])`);
  // Servers that an admin says sign in as one of the principals.
  await tx.execute(sql`
    INSERT INTO directory_scope (version, kind, ref, from_time, until_time, except_tools)
    SELECT DISTINCT ${version}::bigint, 'server', v.id, coalesce(s."from", '-infinity'),
           coalesce(s.until, 'infinity'), s."exceptTools"
    FROM json_to_recordset(${JSON.stringify(scopes)}::text::json)
      AS s(configured json, "from" timestamptz, until timestamptz, "exceptTools" int[])
    JOIN server v ON v.configured ->> 'sub' = s.configured ->> 'sub'
     AND coalesce(v.configured ->> 'iss', s.configured ->> 'iss') = s.configured ->> 'iss'`);
}
