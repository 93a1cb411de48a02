import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { deployment } from "../../db/schema/directory";
import { codeOf } from "../describe-error";
import { DomainError } from "../errors";

/**
 * Tells every process that the directory changed (`directoryCache`), and keeps others from changing
 * it until the transaction ends. Throws `unavailable` where another change takes longer than 10 s.
 */
export async function raiseVersion(tx: Db): Promise<number> {
  try {
    await tx.execute(sql`SET LOCAL lock_timeout = '10s'`);
    const [row] = await tx
      .update(deployment)
      .set({ directoryVersion: sql`${deployment.directoryVersion} + 1` })
      .returning({ version: deployment.directoryVersion });
    await tx.execute(sql`SET LOCAL lock_timeout = 0`);
    return row?.version ?? 0;
  } catch (error) {
    if (codeOf(error) !== LOCK_NOT_AVAILABLE) throw error;
    const message = "Another change of the directory is being made; try again in a moment.";
    throw new DomainError("unavailable", message, { retryAfter: 5 });
  }
}

const LOCK_NOT_AVAILABLE = "55P03";
