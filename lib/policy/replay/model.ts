// What a replay finds: flips, and honest reasons why none can be told.
import { z } from "zod";
import { identitySchema } from "../../calls/view";
import { JOB_STATES } from "../../jobs/model";
import { EFFECTS } from "../model";

export const FLIPS = ["revoked", "newly_asked", "gained", "no_longer_asked"] as const;
export type Flip = (typeof FLIPS)[number];

/**
 * Why no flip can be told: arguments that are gone, were never recorded, or are redacted where a
 * condition reads; something else that calls do not carry; limits; and what approvers would have said.
 */
export const UNDECIDED = [
  "arguments_gone",
  "arguments_not_recorded",
  "arguments_redacted",
  "context_not_recorded",
  "rate",
  "approval",
] as const;
export type Undecided = (typeof UNDECIDED)[number];

/** Arguments decide, and whoever asked may not see them. */
export const BY_ARGUMENTS = "depends_on_arguments";
export const OUTCOMES = [...FLIPS, ...UNDECIDED, BY_ARGUMENTS] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Counts of what arguments decide are shown from here up to whoever may not see payloads. */
export const FEWEST_SHOWN = 5;

export const replayQuery = z.strictObject({
  outcome: z.enum(OUTCOMES).optional(),
  cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const replayItem = z.object({
  outcome: z.enum(OUTCOMES),
  /** What the base and the draft answer; null where it cannot be told. */
  was: z.enum(EFFECTS).nullable(),
  becomes: z.enum(EFFECTS).nullable(),
  /** Arguments were read to tell. */
  byArguments: z.boolean(),
  caller: identitySchema.nullable(),
  client: z.string().nullable(),
  server: z.string().nullable(),
  tool: z.string().nullable(),
  type: z.string(),
  /** Null: fewer than five, of what arguments decide. */
  calls: z.number().int().nullable(),
  /** Null where arguments decide and the reader may not see payloads. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Public ids of up to three calls. */
  samples: z.array(z.string()),
  /** A query of the explorer that finds the calls, among others of the same identity and tool. */
  q: z.string().nullable(),
});
export type ReplayItem = z.infer<typeof replayItem>;

export const replayView = z.object({
  job: z.object({
    id: z.string(),
    state: z.enum(JOB_STATES),
    done: z.number().int(),
    total: z.number().int().nullable(),
    sentence: z.string(),
    error: z.string().nullable(),
    askedBy: z.string(),
    askedAt: z.string(),
    finishedAt: z.string().nullable(),
  }),
  /** What it stands for. */
  revision: z.number().int(),
  base: z.number().int(),
  /** The draft was saved since, or another version is in force. */
  stale: z.boolean(),
  from: z.string(),
  to: z.string(),
  /** The oldest and the newest call that it used; null while there is none. */
  oldest: z.string().nullable(),
  newest: z.string().nullable(),
  /** Whether arguments were read: whoever asked may see payloads. */
  readsArguments: z.boolean(),
  /** Whether the reader may see what arguments decide. */
  showsArguments: z.boolean(),
  totals: z.array(
    z.object({
      outcome: z.enum(OUTCOMES),
      calls: z.number().int().nullable(),
      identities: z.number().int().nullable(),
    }),
  ),
  items: z.array(replayItem),
  next: z.string().nullable(),
});
export type ReplayView = z.infer<typeof replayView>;
