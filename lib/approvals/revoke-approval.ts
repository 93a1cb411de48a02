// A yes that was not used yet is taken back; a grant ends before its time.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import { canMove, type State } from "./model";
import { tellOutcome } from "./tell-outcome";

export const revokeInput = z.strictObject({ reason: z.string().trim().min(3).max(500) });

/**
 * By somebody who said yes, or whoever may break the glass. Throws `not_found`, `forbidden`, and
 * `conflict` where it is not approved, or was used.
 */
export const revokeApproval = command({
  action: "approval.revoked",
  needs: null,
  input: revokeInput.extend({ id: z.string().max(64) }),
  run: async (tx, { id, reason }, { actor }) => {
    const viewer = actor.kind === "member" ? actor.viewer : null;
    if (viewer === null) throw new DomainError("forbidden", "Only a member takes a yes back.");
    const [held] = await tx.execute<{ state: State; mine: boolean }>(sql`
      SELECT approval_state(a.state, a.decide_until, a.use_until) AS state,
             EXISTS (SELECT 1 FROM approval_vote v WHERE v.approval_id = a.id
                     AND v.member_id = ${viewer.memberId} AND v.choice = 'approve') AS mine
      FROM approval a WHERE a.id = ${id} FOR UPDATE`);
    if (!held) throw new DomainError("not_found", "There is no such approval.");
    const mayAny = viewer.permissions.has("approvals:break-glass");
    if (!mayAny && !(held.mine && viewer.permissions.has("approvals:decide"))) {
      throw new DomainError("forbidden", "Only somebody who said yes takes it back.");
    }
    if (!canMove(held.state, "revoked")) {
      throw new DomainError("conflict", `It cannot be taken back: it is ${held.state}.`);
    }
    await tx.execute(sql`
      UPDATE approval SET state = 'revoked', settled_at = clock_timestamp(), reason = ${reason}
      WHERE id = ${id}`);
    await tx.execute(sql`
      UPDATE approval_grant SET revoked_at = now(), revoked_by = ${actorName(actor)},
        revoked_reason = ${reason} WHERE approval_id = ${id} AND revoked_at IS NULL`);
    await tellOutcome(tx, id);
    return { id, state: "revoked" as const };
  },
  audit: ({ id, reason }) => ({ subject: id, details: { reason } }),
});

/** Throws `not_found`, and `conflict` for one that has ended. */
export const revokeGrant = command({
  action: "grant.revoked",
  needs: "approvals:decide",
  input: revokeInput.extend({ id: z.string().max(64) }),
  run: async (tx, { id, reason }, { actor }) => {
    const [gone] = await tx.execute<{ approval: string }>(sql`
      UPDATE approval_grant SET revoked_at = now(), revoked_by = ${actorName(actor)},
        revoked_reason = ${reason}
      WHERE id = ${id} AND revoked_at IS NULL RETURNING approval_id AS approval`);
    if (gone) return gone;
    const [known] = await tx.execute(sql`SELECT 1 FROM approval_grant WHERE id = ${id}`);
    if (known) throw new DomainError("conflict", "This grant was taken back already.");
    throw new DomainError("not_found", "There is no such grant.");
  },
  audit: ({ id, reason }, { approval }) => ({ subject: id, details: { reason, approval } }),
});
