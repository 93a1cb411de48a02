import type postgres from "postgres";

/**
 * Forgets how earlier secrets recognised events that come again, once nothing of their time is
 * left. By the time of the event and a day more, since a clock of a gateway may be ahead.
 */
export async function pruneRetiredKeys(sql: postgres.Sql): Promise<void> {
  await sql`
    UPDATE retired_key k SET dedupe = NULL
    WHERE dedupe IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM call WHERE occurred_at < k.retired_at + interval '1 day')
      AND NOT EXISTS (SELECT 1 FROM gateway_event WHERE occurred_at < k.retired_at + interval '1 day')
      AND NOT EXISTS (SELECT 1 FROM quarantine WHERE received_at < k.retired_at + interval '1 day')`;
}
