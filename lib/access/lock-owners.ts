import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { member, memberRole } from "../../db/schema/access";
import { DomainError } from "../errors";
import { isLastOwner, LAST_OWNER } from "./last-owner";

const OWNERS_LOCK = 0x0b_0e4e5;

/**
 * The enabled owners' ids, none of whom another transaction can take away until this one ends: every
 * verb that disables or demotes asks here first.
 */
export async function lockOwners(tx: Db): Promise<string[]> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${OWNERS_LOCK})`);
  const rows = await tx
    .select({ id: member.id })
    .from(memberRole)
    .innerJoin(member, eq(member.id, memberRole.memberId))
    .where(and(eq(memberRole.role, "owner"), isNull(member.disabledAt)));
  return rows.map(({ id }) => id);
}

/** Throws `conflict` when this member is the only owner left. */
export async function refuseLastOwner(tx: Db, memberId: string): Promise<void> {
  if (isLastOwner(memberId, await lockOwners(tx))) throw new DomainError("conflict", LAST_OWNER);
}
