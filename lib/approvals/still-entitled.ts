import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { termsSchema } from "./model";
import { quorum } from "./quorum";
import { entitledVotes } from "./read-people";

type Given = { id: string; terms: string; breakGlass: boolean };

/**
 * Whether those who said yes still could: enabled, approvers, linked, and in the groups of the steps.
 * Holds the members until the end of the transaction.
 */
export async function stillEntitled(tx: Db, { id, terms, breakGlass }: Given): Promise<boolean> {
  const votes = await entitledVotes(tx, id);
  if (breakGlass) return votes.some(({ kind }) => kind === "break_glass");
  const { steps } = termsSchema.parse(JSON.parse(terms));
  return quorum(steps, votes).complete;
}

/** The caller of `a`, an approval, has had their access revoked. */
export const CALLER_REVOKED = sql`EXISTS (
  SELECT 1 FROM principal p JOIN revocation r ON r.iss = p.iss AND r.sub = p.sub
  WHERE p.id = a.caller_id AND r.revoked_at <= clock_timestamp())`;
