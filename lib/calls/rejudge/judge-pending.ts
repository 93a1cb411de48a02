import type postgres from "postgres";
import type { Pool } from "../../../db/client";
import type { DirectoryCache } from "../../identity/directory-cache";
import { lockHead } from "../../ledger/sequence";
import { flagSequenced } from "../observed/executed-after-deny";
import { judgeAgain } from "./judge-again";
import { type StoredCall, storedColumns } from "./stored-call";

const AT_ONCE = 200;

/**
 * Judges some of the queued calls anew: those for which evidence came, and those on their way while
 * the directory changed. Idempotent: what a killed worker leaves is done again. Returns how many.
 */
export async function judgePending(deps: {
  pool: Pool;
  directory: DirectoryCache;
}): Promise<number> {
  const [waiting] = await deps.pool.sql`SELECT 1 FROM rejudge_pending LIMIT 1`;
  if (!waiting) return 0;
  return deps.pool.sql.begin(async (tx) => {
    await lockHead(tx);
    const calls = await take(tx);
    const withEvidence = new Set<StoredCall>(calls.filter(({ hasEvidence }) => hasEvidence));
    const snapshot = await deps.directory.newest();
    const evidence = (call: StoredCall) => withEvidence.has(call);
    await judgeAgain(tx, calls, snapshot, { jobId: null, walked: false, evidence });
    await flagSequenced(tx, [...withEvidence]);
    return calls.length;
  });
}

function take(tx: postgres.TransactionSql) {
  return tx<(StoredCall & { hasEvidence: boolean })[]>`
    WITH taken AS (
      DELETE FROM rejudge_pending WHERE (occurred_at, source_id, event_id) IN (
        SELECT occurred_at, source_id, event_id FROM rejudge_pending
        ORDER BY occurred_at, source_id, event_id LIMIT ${AT_ONCE})
      RETURNING occurred_at, source_id, event_id, evidence
    )
    SELECT ${storedColumns(tx)}, t.evidence AS "hasEvidence"
    FROM taken t JOIN call c USING (occurred_at, source_id, event_id)
    JOIN source s ON s.id = c.source_id`;
}
