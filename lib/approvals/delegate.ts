// Out of office: between two dates one deputy decides with this member's power, as "for A, by B".
import { sql } from "drizzle-orm";
import { z } from "zod";
import { approvalDelegation } from "../../db/schema/approvals";
import { command, type CommandContext } from "../access/command";
import { recentSignIn } from "../access/recent-sign-in";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { DECIDE_WITHIN_MINUTES } from "./model";
import { readDecider } from "./read-people";

const MOST_DAYS = 92;
const instant = z.iso.datetime({ offset: true });

export const delegationInput = z
  .strictObject({
    /** Member id of the deputy. */
    to: z.string().max(64),
    from: instant,
    until: instant,
    reason: z.string().trim().min(3).max(500),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    message: "must be after its begin",
    path: ["until"],
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= MOST_DAYS * 86_400_000, {
    message: `at most ${MOST_DAYS} days`,
    path: ["until"],
  });

/**
 * One at a time. Throws `conflict` where one stands, and `invalid` for a deputy who could not
 * decide for themselves.
 */
export const makeDelegation = command({
  action: "delegation.made",
  needs: "approvals:decide",
  input: z.object({ delegation: delegationInput }),
  run: async (tx, { delegation: { to, from, until, reason } }, context) => {
    const { memberId } = await recentSignIn(tx, context, DECIDE_WITHIN_MINUTES);
    const self = await readDecider(tx, memberId);
    if (to === memberId) throw wrong("to", "is yourself");
    if (Date.parse(until) <= Date.now()) throw wrong("until", "must be in the future");
    const [deputy] = await tx.execute<{ email: string; linked: boolean; able: boolean }>(sql`
      SELECT m.email, m.person_id IS NOT NULL AND m.person_id <> ${self.personId} AS linked,
             EXISTS (SELECT 1 FROM member_role r WHERE r.member_id = m.id AND r.role = 'approver')
               AS able
      FROM member m WHERE m.id = ${to} AND m.disabled_at IS NULL`);
    if (!deputy?.linked || !deputy.able) {
      throw wrong("to", "must be another person who may decide approvals");
    }
    await tx.execute(sql`
      UPDATE approval_delegation SET ended_at = ends_at
      WHERE from_member = ${memberId} AND ended_at IS NULL AND ends_at <= now()`);
    const [standing] = await tx.execute(sql`
      SELECT 1 FROM approval_delegation WHERE from_member = ${memberId} AND ended_at IS NULL`);
    if (standing) throw new DomainError("conflict", "You have a deputy; end that one first.");
    const id = randomId("dlg");
    await tx.insert(approvalDelegation).values({
      id,
      fromMember: memberId,
      toMember: to,
      startsAt: from,
      endsAt: until,
      reason,
    });
    return { id, deputy: deputy.email };
  },
  audit: ({ delegation: { from, until, reason } }, { id, deputy }) => ({
    subject: id,
    details: { deputy, from, until, reason },
  }),
});

/** By whoever made it. Throws `not_found`. */
export const endDelegation = command({
  action: "delegation.ended",
  needs: "approvals:decide",
  input: z.object({ id: z.string().max(64) }),
  run: async (tx, { id }, { actor }) => {
    const [ended] = await tx.execute(sql`
      UPDATE approval_delegation SET ended_at = now()
      WHERE id = ${id} AND from_member = ${memberOf(actor)} AND ended_at IS NULL RETURNING id`);
    if (!ended) throw new DomainError("not_found", "You have no such deputy.");
    return { id };
  },
  audit: ({ id }) => ({ subject: id }),
});

function memberOf(actor: CommandContext["actor"]): string {
  return actor.kind === "member" ? actor.viewer.memberId : "";
}

function wrong(path: string, message: string): DomainError {
  return new DomainError("invalid", `${path}: ${message}`, { fields: [{ path, message }] });
}
