import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "../access/command";

/**
 * What must not come alive again from a backup: everybody is signed out, set-up links are void,
 * and what a worker of then held is free for the workers of now.
 */
export const settleRestored = command({
  action: "backup.restored",
  needs: null,
  input: z.object({ madeAt: z.string(), rows: z.number() }),
  run: async (tx) => {
    await tx.execute(sql`UPDATE member_session SET ended_at = now() WHERE ended_at IS NULL`);
    await tx.execute(sql`UPDATE setup_link SET expires_at = now() WHERE expires_at > now()`);
    await tx.execute(sql`UPDATE job SET lease_until = now() WHERE state = 'running'`);
    await tx.execute(sql`UPDATE outbox SET leased_until = NULL WHERE leased_until IS NOT NULL`);
  },
  audit: (input) => ({ subject: input.madeAt, details: { rows: input.rows } }),
});
