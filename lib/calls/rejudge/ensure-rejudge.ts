import type postgres from "postgres";
import { randomId } from "../../ids";

/**
 * Queues a re-judge where changes are open and nobody is at them: an hour after one was cancelled,
 * a minute after one failed. A call judged by an older directory never stays.
 */
export async function ensureRejudge(sql: postgres.Sql): Promise<void> {
  await sql`
    INSERT INTO job (id, kind, state, sentence, input, asked_by)
    SELECT ${randomId("job")}, 'rejudge', 'queued', 'Waiting for a worker',
           json_build_object('why', min(why))::jsonb, 'system'
    FROM directory_change WHERE settled_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM job WHERE kind = 'rejudge' AND (state IN ('queued', 'running')
          OR state = 'cancelled' AND finished_at > now() - interval '1 hour'
          OR state = 'failed' AND finished_at > now() - interval '1 minute'))
    HAVING count(*) > 0
    ON CONFLICT (kind) WHERE state = 'queued' AND kind = 'rejudge' DO NOTHING`;
}

/** Scopes are needed while a call may still come that was judged before their change. */
export async function pruneScopes(sql: postgres.Sql): Promise<void> {
  await sql`
    DELETE FROM directory_scope WHERE version IN (
      SELECT version FROM directory_change WHERE settled_at < now() - interval '1 day')`;
}
