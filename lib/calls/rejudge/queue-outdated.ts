// A call that was judged by an older directory, and committed after the re-judge walked past its
// place, is found here. Sequencing and re-judging both hold the lock of the ledger's head, and a
// change is committed before its job starts. So what is sequenced before a step of the job, the
// step sees; and what is sequenced after it sees the change, here.
import type postgres from "postgres";
import { rowsOfBatches, type TakenBatches } from "../batch-rows";
import { scopesOf } from "./scopes-of";

/** Queues the calls of these batches that a change after their judgement can affect. */
export async function queueOutdated(
  tx: postgres.TransactionSql,
  batches: TakenBatches,
): Promise<void> {
  const calls = await rowsOfBatches(tx, "call", batches);
  const [oldest] = await tx<{ behind: boolean }[]>`
    SELECT min(judged_at_version) < (SELECT max(version) FROM directory_change) AS behind
    FROM (${calls()}) AS c`;
  if (oldest?.behind !== true) return;
  await tx`
    INSERT INTO rejudge_pending (occurred_at, source_id, event_id, evidence)
    SELECT c.occurred_at, c.source_id, c.event_id, false FROM (${calls()}) AS c
    WHERE EXISTS (SELECT 1 FROM (${scopesOf(tx)}) AS d WHERE d.version > c.judged_at_version)
    ON CONFLICT DO NOTHING`;
}
