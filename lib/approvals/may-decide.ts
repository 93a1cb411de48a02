// Whether the viewer could decide this one, said before they try; the verb asks again.
import { sql } from "drizzle-orm";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { DomainError } from "../errors";
import { MISMATCHES } from "./decide-approval";
import { EXCLUSION_WORDS, exclusionOf } from "./eligibility";
import { lookAtApproval } from "./held-approval";
import { readInvolved } from "./involved";
import { fits, wouldCount } from "./quorum";
import { type Decider, entitledVotes, readDecider, readPower } from "./read-people";
import type { ApprovalDetail, ApprovalView } from "./view";

type MayDecide = ApprovalDetail["mayDecide"];

export async function readMayDecide(
  { db }: Pool,
  viewer: Viewer,
  id: string,
  { state, verdict, mine }: ApprovalView,
): Promise<MayDecide> {
  const no = (why: string, more: Partial<MayDecide> = {}): MayDecide => ({
    able: false,
    deny: false,
    why,
    excluded: null,
    for: [],
    needsReason: MISMATCHES.has(verdict),
    ...more,
  });
  if (!viewer.permissions.has("approvals:decide")) return no("This needs the role approver.");
  if (state !== "pending") return no("It waits for nobody any more.");
  if (mine !== null) return no("You have decided this one already.");
  return db.transaction(async (tx) => {
    const held = await lookAtApproval(tx, id);
    const self = await orNull(readDecider(tx, viewer.memberId, "look"));
    if (self === null) return no("You are linked to no person of the directory.");
    const involved = await readInvolved(tx, id, held.ruleIds);
    const excluded = exclusionOf(self.person, involved);
    if (excluded) return no(EXCLUSION_WORDS[excluded], { excluded });
    const votes = await entitledVotes(tx, id, "look");
    const counts = (one: Decider) =>
      held.terms.steps.some((step) => fits(step, one)) && wouldCount(held.terms.steps, votes, one);
    const absent = await tx.execute<{ memberId: string }>(sql`
      SELECT from_member AS "memberId" FROM approval_delegation
      WHERE to_member = ${viewer.memberId} AND ended_at IS NULL`);
    const powers: MayDecide["for"] = [];
    for (const { memberId } of absent) {
      const power = await orNull(readPower(tx, viewer.memberId, memberId, "look"));
      if (power && counts(power) && exclusionOf(power.person, involved) === null) {
        powers.push({ memberId, name: power.name });
      }
    }
    const deny = held.terms.steps.some((step) => fits(step, self));
    if (counts(self)) return { ...no(""), able: true, deny, why: null, for: powers };
    const why = deny
      ? "Your group has decided; it waits for another one."
      : "It is not addressed to you.";
    return no(why, { deny, for: powers });
  });
}

/** What is refused is no error here, but the answer. */
async function orNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DomainError && error.code === "forbidden") return null;
    throw error;
  }
}
