// Judges anew the calls for which evidence was found, and moves their counts with them.
import type postgres from "postgres";
import type { Pool } from "../../../db/client";
import { flagsToBits } from "../../identity/flag-bits";
import type { DirectoryCache } from "../../identity/directory-cache";
import { judge } from "../../identity/judge";
import { lockHead } from "../../ledger/sequence";
import { moveRollups } from "../rollups";
import { envelopeSchema, factsSchema, principalsOf, storedRecord } from "../stored-record";
import { readCallEvidence } from "./call-evidence";

const AT_ONCE = 200;

type Row = {
  occurredAt: string;
  sourceId: number;
  eventId: string;
  sourceName: string;
  verdict: string;
  envelope: string;
  facts: string | null;
};

/**
 * Takes some queued calls and gives them the verdict that their evidence makes. Idempotent: what a
 * killed worker leaves is done again. Returns how many calls it looked at.
 */
export async function applyEvidence(deps: {
  pool: Pool;
  directory: DirectoryCache;
}): Promise<number> {
  const [waiting] = await deps.pool.sql`SELECT 1 FROM rejudge_pending LIMIT 1`;
  if (!waiting) return 0;
  const { index, version } = await deps.directory.current();
  return deps.pool.sql.begin(async (tx) => {
    await lockHead(tx);
    const rows = await take(tx);
    const evidence = await readCallEvidence(tx, rows);
    const principals = await readPrincipals(tx, rows);
    const judged = rows.map((row, n) => {
      const facts = row.facts === null ? {} : factsSchema.parse(JSON.parse(row.facts));
      const record = storedRecord(
        envelopeSchema.parse(JSON.parse(row.envelope)),
        facts,
        principals,
      );
      const judgement = judge(
        record,
        { source: row.sourceName, evidence: evidence[n] ?? [] },
        index,
      );
      return { row, judgement };
    });
    await moveRollups(
      tx,
      judged.map(({ row, judgement }) => ({ ...row, from: row.verdict, to: judgement.verdict })),
    );
    await tx`SELECT set_config('onbehalf.rejudge', 'on', true)`;
    for (const { row, judgement } of judged) {
      await tx`
        UPDATE call SET relation = ${judgement.relation}, verdict = ${judgement.verdict},
          flags = ${flagsToBits(judgement.flags)}, caller_evidence = ${judgement.callerEvidence},
          evidence = ${judgement.evidence}, severity = ${judgement.severity},
          judged_at_version = ${version}
        WHERE occurred_at = ${row.occurredAt} AND source_id = ${row.sourceId}
          AND event_id = ${row.eventId}`;
    }
    return rows.length;
  });
}

function take(tx: postgres.TransactionSql) {
  return tx<Row[]>`
    WITH taken AS (
      DELETE FROM rejudge_pending WHERE (occurred_at, source_id, event_id) IN (
        SELECT occurred_at, source_id, event_id FROM rejudge_pending
        ORDER BY occurred_at, source_id, event_id LIMIT ${AT_ONCE})
      RETURNING occurred_at, source_id, event_id
    )
    SELECT c.occurred_at::text AS "occurredAt", c.source_id AS "sourceId", c.event_id AS "eventId",
           s.name AS "sourceName", c.verdict, c.envelope, c.facts
    FROM taken t JOIN call c USING (occurred_at, source_id, event_id)
    JOIN source s ON s.id = c.source_id`;
}

async function readPrincipals(tx: postgres.TransactionSql, rows: readonly Row[]) {
  const ids = rows.flatMap(({ envelope }) =>
    principalsOf(envelopeSchema.parse(JSON.parse(envelope))),
  );
  const found = await tx<{ id: string; iss: string; sub: string }[]>`
    SELECT public_id AS id, iss, sub FROM principal
    WHERE public_id = ANY(${ids}::text[]) AND sub IS NOT NULL`;
  return new Map(found.map(({ id, iss, sub }) => [id, { iss, sub }]));
}
