import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { DESTRUCTIVE } from "./destructive";
import { termsSchema } from "./model";
import { quorum } from "./quorum";
import { entitledVotes } from "./read-people";

type Given = { id: string; terms: string; breakGlass: boolean };

/**
 * Whether those who said yes still could: enabled, approvers, linked, in the groups of the steps, and
 * for a tool that counts as destructive by now not with passkeys of less than a day alone. Holds the
 * members until the end of the transaction.
 */
export async function stillEntitled(tx: Db, { id, terms, breakGlass }: Given): Promise<boolean> {
  const all = await entitledVotes(tx, id);
  const votes = breakGlass ? all.filter(({ kind }) => kind === "break_glass") : all;
  if (!votes.some(({ seasoned }) => seasoned) && (await isDestructive(tx, id))) return false;
  if (breakGlass) return votes.length > 0;
  const { steps } = termsSchema.parse(JSON.parse(terms));
  return quorum(steps, votes).complete;
}

async function isDestructive(tx: Db, id: string): Promise<boolean> {
  const [row] = await tx.execute<{ is: boolean }>(sql`
    SELECT ${DESTRUCTIVE} AS is
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id WHERE a.id = ${id}`);
  return row?.is === true;
}

/** The caller of `a`, an approval, has had their access revoked. */
export const CALLER_REVOKED = sql`EXISTS (
  SELECT 1 FROM principal p JOIN revocation r ON r.iss = p.iss AND r.sub = p.sub
  WHERE p.id = a.caller_id AND r.revoked_at <= clock_timestamp())`;
