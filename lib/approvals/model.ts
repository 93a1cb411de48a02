// The words of approvals (`README.md`): states, what a rule asks for, and what a person may answer.
import { z } from "zod";

export const STATES = [
  "pending",
  "approved",
  "denied",
  "expired",
  "cancelled",
  "voided",
  "used",
  "revoked",
] as const;
export type State = (typeof STATES)[number];

/** Where an approval can go from each state. The database holds the same table, as a trigger. */
export const MOVES = {
  pending: ["approved", "denied", "expired", "cancelled", "voided"],
  approved: ["used", "expired", "revoked", "voided"],
  denied: [],
  expired: [],
  cancelled: [],
  voided: [],
  used: [],
  revoked: [],
} as const satisfies Record<State, readonly State[]>;

export function canMove(from: State, to: State): boolean {
  const next: readonly State[] = MOVES[from];
  return next.includes(to);
}

/** How somebody proved who they are when they decided. */
export const PROOFS = ["session", "passkey"] as const;
export type Proof = (typeof PROOFS)[number];

export const CHOICES = ["approve", "deny"] as const;
export type Choice = (typeof CHOICES)[number];

/** A call that runs as somebody whom nothing explains is approved with a reason, or not at all. */
export const MISMATCHES: ReadonlySet<string> = new Set(["mismatch", "contradicted"]);

/** A vote that counted in a step, or one that went past all of them. */
export const VOTE_KINDS = ["step", "break_glass"] as const;

/** Wider than one call; only where every rule that asks says so. */
export const WIDER_SCOPES = ["same_arguments", "tool_in_session"] as const;
export type WiderScope = (typeof WIDER_SCOPES)[number];

/** So many people of these; a person counts once in the whole approval. */
export const stepSchema = z.object({ from: z.array(z.string()), count: z.int().min(1) });
export type Step = z.infer<typeof stepSchema>;

/** What the rules that ask want: fixed when the approval is requested. */
export const termsSchema = z.object({
  steps: z.array(stepSchema).min(1),
  decideSeconds: z.int().min(1),
  useSeconds: z.int().min(1),
  wider: z.array(z.enum(WIDER_SCOPES)),
});
export type Terms = z.infer<typeof termsSchema>;

/** So many are decided with one answer at most. */
export const MOST_SELECTED = 20;

/** Without a sign-in this recent nobody decides. */
export const DECIDE_WITHIN_MINUTES = 5;

/** So long a denial can be turned into a request. */
export const OFFER_SECONDS = 600;

/** A repeat of the redeeming request gets the same answer for so long. */
export const REPEAT_SECONDS = 60;

/** One caller may have so many pending at once; more are held back. */
export const MOST_PENDING = 20;

/** A caller counts as held back for so long after the last refusal. */
export const HELD_BACK_MINUTES = 60;

/** The arguments as the gateway sent them are kept for so long after the end. */
export const KEEP_ARGUMENTS_DAYS = 7;

/** A call that was let run and that no gateway reported for so long never ran, as far as we know. */
export const REPORT_MINUTES = 10;

/** A grant of wider scope, from the decision on. */
export const GRANT_SECONDS = 3600;
export const GRANT_USES = 100;

/** Whoever has it on screen says so every few seconds; after so long they have gone. */
export const LOOKING_SECONDS = 25;

/** So many equal approvals in a row, and a rule is worth a draft. */
export const ENOUGH_REPEATS = 10;

/** Whoever decides more a day, or takes less for half of them, reads none of it. */
export const MOST_A_DAY = 30;
export const LEAST_SECONDS = 3;
/** Of fewer decisions nothing is said. */
export const FEWEST_DECISIONS = 5;
