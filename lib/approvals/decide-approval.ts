// A person says yes or no. The yes counts in a step; the last place that is filled approves.
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { approvalVote } from "../../db/schema/approvals";
import { command } from "../access/command";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { signedResponse } from "../passkeys/model";
import { EXCLUSION_WORDS, exclusionOf } from "./eligibility";
import { type HeldApproval, lockApproval, requirePending } from "./held-approval";
import { readInvolved } from "./involved";
import { makeGrant } from "./make-grant";
import { CHOICES, MISMATCHES, type State, type WiderScope, WIDER_SCOPES } from "./model";
import { NEEDS_PASSKEY, tooYoung, wouldBeAlone } from "./passkey-rule";
import { type Proved, proveDecision } from "./prove-decision";
import { fits, quorum, wouldCount } from "./quorum";
import { readCandidates } from "./read-candidates";
import { type Decider, entitledVotes, readDecider, readPower } from "./read-people";
import { whyNotSelected } from "./selection";
import { tellOutcome } from "./tell-outcome";

export const decideInput = z
  .strictObject({
    choice: z.enum(CHOICES),
    reason: z.string().trim().min(3).max(500).optional(),
    /** The member whose deputy decides. */
    for: z.string().max(64).optional(),
    /** Beside this one call; only what the rules allow. */
    scope: z.enum(WIDER_SCOPES).optional(),
    /** What a passkey signed for this decision; it stands for a recent sign-in. */
    passkey: signedResponse.optional(),
  })
  .refine(({ choice, reason }) => choice === "approve" || reason !== undefined, {
    message: "say why",
    path: ["reason"],
  });

/**
 * Throws `forbidden` for whoever may not decide this one, and without a passkey or a sign-in of the
 * last five minutes, which is not enough for a yes to a destructive call; `conflict` where it waits no
 * longer or this person decided already.
 */
export const decideApproval = (env: Pick<Env, "url">) =>
  command({
    action: "approval.voted",
    needs: "approvals:decide",
    input: z.object({
      id: z.string().max(64),
      answer: decideInput,
      /** Where it is one answer to several: what their votes share. */
      selection: z.string().optional(),
    }),
    run: async (tx, { id, answer, selection }, context) => {
      const { choice, reason, scope, passkey } = answer;
      const held = await lockApproval(tx, id);
      requirePending(held);
      const decision = { kind: "step", choice, for: answer.for, scope } as const;
      const proved = await proveDecision(tx, env, context, { held, decision, passkey });
      const { memberId } = proved;
      const by = await readDecider(tx, memberId);
      const power =
        answer.for === undefined
          ? { ...by, delegationId: null }
          : await readPower(tx, memberId, answer.for);
      await requireEligible(tx, held, by, power);
      if (choice === "approve") await requirePlace(tx, held, power, proved);
      if (choice === "approve" && selection !== undefined) await requireKnown(tx, id, memberId);
      if (choice === "approve" && MISMATCHES.has(held.verdict) && reason === undefined) {
        throw missing("reason", "The call would run as somebody else: say why that is right.");
      }
      if (scope !== undefined) requireScope(held, scope);
      await tx.insert(approvalVote).values({
        approvalId: id,
        personId: by.personId,
        memberId,
        powerId: power.personId,
        delegationId: power.delegationId,
        choice,
        kind: "step",
        reason: reason ?? null,
        selectionId: selection ?? null,
        ...proved.kept,
      });
      const state = await settle(tx, held, choice, reason ?? null);
      if (scope !== undefined && choice === "approve") await makeGrant(tx, held, scope, by.name);
      if (state !== "pending") await tellOutcome(tx, id);
      return { id, state, for: answer.for === undefined ? null : power.name };
    },
    audit: ({ id, answer, selection }, { state, for: absent }) => ({
      subject: id,
      details: {
        choice: answer.choice,
        state,
        ...(answer.reason && { reason: answer.reason }),
        ...(answer.scope && { scope: answer.scope }),
        ...(absent && { for: absent }),
        ...(selection && { selection }),
      },
    }),
  });

/** Both the one who decides and the one whose power it is must be free of the call. */
async function requireEligible(
  tx: Db,
  { id, terms: { steps } }: HeldApproval,
  by: Decider,
  power: Decider,
): Promise<void> {
  const involved = await readInvolved(tx, id);
  for (const { person } of [by, power]) {
    const excluded = exclusionOf(person, involved);
    if (excluded) throw new DomainError("forbidden", EXCLUSION_WORDS[excluded]);
  }
  if (!steps.some((step) => fits(step, power))) {
    throw new DomainError("forbidden", "This one is not addressed to you.");
  }
  const [voted] = await tx.execute<{ self: boolean; who: string; whose: string }>(sql`
    SELECT v.person_id = ${by.personId} AS self, coalesce(d.name, d.slug) AS who,
           coalesce(w.name, w.slug) AS whose
    FROM approval_vote v JOIN person d ON d.id = v.person_id JOIN person w ON w.id = v.power_id
    WHERE v.approval_id = ${id} AND (v.person_id = ${by.personId} OR v.power_id = ${power.personId})`);
  if (!voted) return;
  throw new DomainError(
    "conflict",
    voted.self
      ? "You have decided this one already."
      : `${voted.who} has decided this one already${voted.who === voted.whose ? "" : ` for ${voted.whose}`}.`,
  );
}

/** A place is open, and what proves the yes is strong enough for this call. */
async function requirePlace(
  tx: Db,
  { id, terms: { steps }, isDestructive }: HeldApproval,
  power: Decider,
  { passkey }: Proved,
): Promise<void> {
  const votes = await entitledVotes(tx, id);
  if (!wouldCount(steps, votes, power)) {
    throw new DomainError("conflict", "Your group has decided; it waits for another one.");
  }
  if (!isDestructive) return;
  if (passkey === null) throw new DomainError("forbidden", NEEDS_PASSKEY);
  if (passkey.isSeasoned || !wouldBeAlone(steps, votes, power)) return;
  throw new DomainError("forbidden", tooYoung(passkey.enrolledAt));
}

/** Nothing is approved among others that its own card has to be read for. */
async function requireKnown(tx: Db, id: string, memberId: string): Promise<void> {
  const [candidate] = await readCandidates(tx, memberId, [id]);
  if (candidate === undefined) throw new Error("an approval that is locked has no row");
  const why = whyNotSelected(candidate);
  if (why !== null) throw new DomainError("forbidden", why);
}

/** Where several have to say yes, none of them alone makes it wider. */
function requireScope({ terms: { wider, steps } }: HeldApproval, scope: WiderScope): void {
  if (!wider.includes(scope)) {
    throw missing("scope", "No rule that asks for this allows more than the one call.");
  }
  if (steps.reduce((all, { count }) => all + count, 0) > 1) {
    throw missing("scope", "What several people decide is asked anew for each call.");
  }
}

/** One no denies; a yes approves when it fills the last place. */
async function settle(
  tx: Db,
  { id, terms }: HeldApproval,
  choice: (typeof CHOICES)[number],
  reason: string | null,
): Promise<State> {
  if (choice === "deny") {
    await tx.execute(sql`
      UPDATE approval SET state = 'denied', settled_at = clock_timestamp(), reason = ${reason}
      WHERE id = ${id}`);
    return "denied";
  }
  if (!quorum(terms.steps, await entitledVotes(tx, id)).complete) return "pending";
  await approve(tx, id, terms.useSeconds);
  return "approved";
}

/** Good for one call, until then. */
export async function approve(tx: Db, id: string, useSeconds: number): Promise<void> {
  await tx.execute(sql`
    UPDATE approval SET state = 'approved', approved_at = clock_timestamp(),
      use_until = clock_timestamp() + make_interval(secs => ${useSeconds})
    WHERE id = ${id}`);
}

function missing(path: string, message: string): DomainError {
  return new DomainError("invalid", message, { fields: [{ path, message }] });
}
