import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "../../db/client";
import { sanctionProposal } from "../../db/schema/directory";
import { DomainError } from "../errors";

/** The proposal, locked, so that it is decided once. Throws `not_found` where it was decided already. */
export async function waitingProposal(tx: Db, id: string) {
  const [found] = await tx
    .select()
    .from(sanctionProposal)
    .where(and(eq(sanctionProposal.id, id), isNull(sanctionProposal.outcome)))
    .for("update");
  if (!found) throw new DomainError("not_found", "No waiting proposal has this id.");
  return found;
}
