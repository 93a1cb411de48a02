import type postgres from "postgres";
import { LANES, type Lane, laneWhere, NEWEST_FIRST, type StoredScope } from "./lanes";
import type { CallKey } from "./stored-call";

export type Gathered = {
  /** Newest first, each once. */
  keys: CallKey[];
  /** Whether these are all calls of the scopes. */
  complete: boolean;
};

/** The newest calls that the scopes reach: at most so many, and within the time. */
export async function gatherNewest(
  sql: postgres.Sql,
  scopes: readonly StoredScope[],
  { most, withinMs }: { most: number; withinMs: number },
): Promise<Gathered> {
  const until = Date.now() + withinMs;
  const found = new Map<string, CallKey>();
  let complete = true;
  for (const scope of scopes) {
    for (const lane of LANES[scope.kind]) {
      const rows = await readLane(sql, scope, lane, most + 1, until - Date.now());
      if (rows === null || rows.length > most) complete = false;
      for (const key of rows ?? []) {
        found.set(`${key.occurredAt} ${key.sourceId} ${key.eventId}`, key);
      }
    }
  }
  const keys = [...found.values()].toSorted((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1));
  return { keys: keys.slice(0, most), complete: complete && keys.length <= most };
}

/** Null where the time ran out. */
async function readLane(
  sql: postgres.Sql,
  scope: StoredScope,
  lane: Lane,
  limit: number,
  withinMs: number,
): Promise<CallKey[] | null> {
  if (withinMs < 1) return null;
  try {
    return await sql.begin(async (tx) => {
      await tx`SELECT set_config('statement_timeout', ${String(Math.ceil(withinMs))}, true)`;
      return tx<CallKey[]>`
        SELECT c.occurred_at::text AS "occurredAt", c.source_id AS "sourceId",
               c.event_id AS "eventId"
        FROM call c WHERE ${laneWhere(tx, lane, scope, null)}
        ${NEWEST_FIRST(tx)} LIMIT ${limit}`;
    });
  } catch (error) {
    if (isTimeout(error)) return null;
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "57014";
}
