// Whether the viewer could decide this one, said before they try; the verb asks again.
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { DomainError } from "../errors";
import { liveCredentials } from "../passkeys/live-credentials";
import { whyImpossible } from "../passkeys/relying-party";
import type { ApprovalDeps } from "./deps";
import { EXCLUSION_WORDS, exclusionOf } from "./eligibility";
import { type HeldApproval, lookAtApproval } from "./held-approval";
import { readInvolved } from "./involved";
import { MISMATCHES } from "./model";
import {
  GLASS_NEEDS_PASSKEY,
  HAS_NO_PASSKEY,
  passkeyStanding,
  UNCLASSIFIED,
  wouldBeAlone,
} from "./passkey-rule";
import type { PasskeyStanding } from "./passkey-standing";
import { fits, wouldCount } from "./quorum";
import { type Decider, entitledVotes, readDecider, readPower } from "./read-people";
import type { ApprovalDetail, ApprovalView } from "./view";

type MayDecide = ApprovalDetail["mayDecide"];
type Deps = Pick<ApprovalDeps, "pool" | "env">;
type Keys = { enrolled: number[]; now: number; impossible: string | null };

export type May = Pick<ApprovalDetail, "mayDecide" | "mayBreakGlass" | "glassPasskey">;

export async function readMay(
  { pool, env }: Deps,
  viewer: Viewer,
  id: string,
  view: ApprovalView,
): Promise<May> {
  return pool.db.transaction(async (tx) => {
    const known = await liveCredentials(tx, viewer.memberId);
    const keys = {
      enrolled: known.map(({ enrolledAt }) => enrolledAt),
      now: Date.now(),
      impossible: whyImpossible(env.url),
    };
    const held = await lookAtApproval(tx, id);
    const glass = { needed: true, needs: GLASS_NEEDS_PASSKEY, alone: held.isDestructive };
    return {
      mayDecide: await readMayDecide(tx, viewer, held, view, keys),
      mayBreakGlass: viewer.permissions.has("approvals:break-glass") && view.state === "pending",
      glassPasskey: passkeyStanding({ ...keys, ...glass }),
    };
  });
}

async function readMayDecide(
  tx: Db,
  viewer: Viewer,
  held: HeldApproval,
  { state, verdict, mine, risk }: ApprovalView,
  keys: Keys,
): Promise<MayDecide> {
  const needed = held.isDestructive;
  const standing = (alone: boolean): PasskeyStanding => {
    const of = passkeyStanding({ ...keys, needed, needs: HAS_NO_PASSKEY, alone });
    const { why } = of;
    return needed && why !== null && risk === null ? { ...of, why: `${UNCLASSIFIED} ${why}` } : of;
  };
  const no = (why: string, more: Partial<MayDecide> = {}): MayDecide => ({
    able: false,
    deny: false,
    why,
    excluded: null,
    for: [],
    needsReason: MISMATCHES.has(verdict),
    passkey: standing(false),
    ...more,
  });
  if (!viewer.permissions.has("approvals:decide")) return no("This needs the role approver.");
  if (state !== "pending") return no("It waits for nobody any more.");
  if (mine !== null) return no("You have decided this one already.");
  const self = await orNull(readDecider(tx, viewer.memberId, "look"));
  if (self === null) return no("You are linked to no person of the directory.");
  const involved = await readInvolved(tx, held.id);
  const excluded = exclusionOf(self.person, involved);
  if (excluded) return no(EXCLUSION_WORDS[excluded], { excluded });
  const { steps } = held.terms;
  const votes = await entitledVotes(tx, held.id, "look");
  const counts = (one: Decider) =>
    steps.some((step) => fits(step, one)) && wouldCount(steps, votes, one);
  const powers = (await readPowers(tx, viewer.memberId)).filter(
    (one) => counts(one) && exclusionOf(one.person, involved) === null,
  );
  const power = counts(self) ? self : powers[0];
  const passkey = standing(
    held.isDestructive && power !== undefined && wouldBeAlone(steps, votes, power),
  );
  const deny = steps.some((step) => fits(step, self));
  const more = {
    deny,
    for: powers.map(({ memberId, name }) => ({ memberId, name })),
    passkey,
  };
  if (counts(self)) {
    const why = passkey.needed ? passkey.why : null;
    return { ...no(""), ...more, able: why === null, why };
  }
  const why = deny
    ? "Your group has decided; it waits for another one."
    : "It is not addressed to you.";
  return no(why, more);
}

/** Those whose deputy the viewer is now. */
async function readPowers(tx: Db, viewer: string): Promise<Decider[]> {
  const absent = await tx.execute<{ memberId: string }>(sql`
    SELECT from_member AS "memberId" FROM approval_delegation
    WHERE to_member = ${viewer} AND ended_at IS NULL`);
  const powers: Decider[] = [];
  for (const { memberId } of absent) {
    const power = await orNull(readPower(tx, viewer, memberId, "look"));
    if (power) powers.push(power);
  }
  return powers;
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
