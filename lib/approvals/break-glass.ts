// An emergency: one person lets a held call through. Everybody who was passed over is told, and
// somebody else looks at it afterwards.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { approvalVote } from "../../db/schema/approvals";
import { actorName, command } from "../access/command";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { signedResponse } from "../passkeys/model";
import { approve } from "./decide-approval";
import { EXCLUSION_WORDS, exclusionOf } from "./eligibility";
import { lockApproval, requirePending } from "./held-approval";
import { readInvolved } from "./involved";
import { GLASS_NEEDS_PASSKEY, tooYoung } from "./passkey-rule";
import { proveDecision } from "./prove-decision";
import { readApprovers } from "./read-approvers";
import { readDecider } from "./read-people";
import { tellOutcome } from "./tell-outcome";

export const glassInput = z.strictObject({
  reason: z.string().trim().min(10).max(500),
  /** What a passkey signed for this; without one it is refused with the reason. */
  passkey: signedResponse.optional(),
});

/**
 * With a passkey alone. The exclusions hold here too: nobody lets their own call through. Throws
 * `forbidden` and `conflict` as a decision does.
 */
export const breakGlass = (env: Pick<Env, "url">) =>
  command({
    action: "approval.glass_broken",
    needs: "approvals:break-glass",
    input: glassInput.extend({ id: z.string().max(64) }),
    run: async (tx, { id, reason, passkey }, context) => {
      if (passkey === undefined) throw new DomainError("forbidden", GLASS_NEEDS_PASSKEY);
      const held = await lockApproval(tx, id);
      requirePending(held);
      const decision = { kind: "break_glass", choice: "approve" } as const;
      const proved = await proveDecision(tx, env, context, { held, decision, passkey });
      const { memberId } = proved;
      // Whoever breaks the glass decides alone.
      if (held.isDestructive && proved.passkey?.isSeasoned === false) {
        throw new DomainError("forbidden", tooYoung(proved.passkey.enrolledAt));
      }
      const by = await readDecider(tx, memberId);
      const excluded = exclusionOf(by.person, await readInvolved(tx, id));
      if (excluded) throw new DomainError("forbidden", EXCLUSION_WORDS[excluded]);
      const [voted] = await tx.execute(sql`
        SELECT 1 FROM approval_vote WHERE approval_id = ${id} AND (
          person_id = ${by.personId} OR power_id = ${by.personId})`);
      if (voted) throw new DomainError("conflict", "You have decided this one already.");
      await tx.insert(approvalVote).values({
        approvalId: id,
        personId: by.personId,
        memberId,
        powerId: by.personId,
        delegationId: null,
        choice: "approve",
        kind: "break_glass",
        reason,
        ...proved.kept,
      });
      await tx.execute(sql`
        UPDATE approval SET break_glass = true, reason = ${reason} WHERE id = ${id}`);
      await approve(tx, id, held.terms.useSeconds);
      const skipped = (await readApprovers(tx, held.terms.steps)).filter(
        (one) => one.memberId !== memberId,
      );
      for (const one of skipped) {
        await tx.execute(sql`
          INSERT INTO approval_skipped (approval_id, member_id) VALUES (${id}, ${one.memberId})`);
      }
      await tellOutcome(tx, id);
      return { id, state: "approved" as const, skipped: skipped.map(({ memberId: one }) => one) };
    },
    audit: ({ id, reason }, { skipped }) => ({ subject: id, details: { reason, skipped } }),
  });

export const reviewInput = z.strictObject({ review: z.string().trim().min(3).max(2_000) });

/** Somebody else says what they made of it. Throws `not_found`, `forbidden` and `conflict`. */
export const reviewApproval = command({
  action: "approval.reviewed",
  needs: "approvals:decide",
  input: reviewInput.extend({ id: z.string().max(64) }),
  run: async (tx, { id, review }, { actor }) => {
    const [open] = await tx.execute<{ by: number; done: boolean }>(sql`
      SELECT v.person_id AS by, a.reviewed_at IS NOT NULL AS done
      FROM approval a JOIN approval_vote v ON v.approval_id = a.id AND v.kind = 'break_glass'
      WHERE a.id = ${id} FOR UPDATE OF a`);
    if (!open) throw new DomainError("not_found", "There is no such approval to review.");
    if (open.done) throw new DomainError("conflict", "It was reviewed already.");
    if (actor.kind !== "member") throw new DomainError("forbidden", "A person reviews it.");
    const reviewer = await readDecider(tx, actor.viewer.memberId);
    if (reviewer.personId === open.by) {
      throw new DomainError("forbidden", "Somebody else than who let it through reviews it.");
    }
    const { requesters, owners } = await readInvolved(tx, id);
    if (requesters.has(reviewer.person) || owners.has(reviewer.person)) {
      throw new DomainError("forbidden", "Somebody else than who asked for the call reviews it.");
    }
    await tx.execute(sql`
      UPDATE approval SET reviewed_at = now(), reviewed_by = ${actorName(actor)}, review = ${review}
      WHERE id = ${id}`);
    return { id };
  },
  audit: ({ id, review }) => ({ subject: id, details: { review } }),
});

/** A member who was passed over has seen it. Throws `not_found`. */
export const acknowledgeSkipped = command({
  action: "approval.seen",
  needs: "approvals:decide",
  input: z.object({ id: z.string().max(64) }),
  run: async (tx, { id }, { actor }) => {
    const memberId = actor.kind === "member" ? actor.viewer.memberId : "";
    const [seen] = await tx.execute(sql`
      UPDATE approval_skipped SET seen_at = now()
      WHERE approval_id = ${id} AND member_id = ${memberId} AND seen_at IS NULL
      RETURNING member_id`);
    if (!seen) throw new DomainError("not_found", "You were not passed over here.");
    return { id };
  },
  audit: ({ id }) => ({ subject: id }),
});
