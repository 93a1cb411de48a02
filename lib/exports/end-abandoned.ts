import type { Pool } from "../../db/client";
import { JobLost } from "../jobs/held-job";
import { endExport } from "./end-export";

type Gone = { id: string; holder: string; done: number; bytes: number; sentence: string };

/** How long a job waits for its download. */
const START_WITHIN = "1 minute";

/**
 * Ends exports whose server was killed, with what had left for certain, and those whose download
 * never began.
 */
export async function endAbandoned(pool: Pool): Promise<void> {
  await pool.sql`
    UPDATE job SET state = 'cancelled', finished_at = now(),
      sentence = 'The download was not started within a minute'
    WHERE kind = 'export' AND state = 'queued' AND asked_at < now() - ${START_WITHIN}::interval`;
  const gone = await pool.sql<Gone[]>`
    SELECT id, holder, done::float8 AS done, sentence,
           coalesce((cursor ->> 'bytes')::float8, 0) AS bytes
    FROM job WHERE kind = 'export' AND state = 'running' AND lease_until < now()`;
  for (const { id, holder, done, bytes, sentence } of gone) {
    try {
      await endExport(
        { pool, actor: { kind: "system" } },
        {
          job: id,
          holder,
          sentence,
          ending: { state: "failed", error: "The server ended before the export did." },
          result: { rows: done, bytes, sha256: null },
        },
      );
    } catch (error) {
      // Another worker was first.
      if (!(error instanceof JobLost)) throw error;
    }
  }
}
