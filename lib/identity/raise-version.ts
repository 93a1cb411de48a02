import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { deployment } from "../../db/schema/directory";

/** Tells every process that the directory changed (`directoryCache`); in the change's transaction. */
export async function raiseVersion(tx: Db): Promise<number> {
  const [row] = await tx
    .update(deployment)
    .set({ directoryVersion: sql`${deployment.directoryVersion} + 1` })
    .returning({ version: deployment.directoryVersion });
  return row?.version ?? 0;
}
