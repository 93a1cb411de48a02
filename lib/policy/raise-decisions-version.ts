import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { deployment } from "../../db/schema/directory";

/**
 * Tells every process that what gateways are answered changed (`in-force.ts`). Locks until the
 * transaction ends: such changes happen one after the other.
 */
export async function raiseDecisionsVersion(tx: Db): Promise<void> {
  await tx.update(deployment).set({ decisionsVersion: sql`${deployment.decisionsVersion} + 1` });
}
