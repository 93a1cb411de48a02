// Figures, deputies, and what stands above the inbox and around a card, in the API and the console.
import { z } from "zod";
import { identitySchema } from "../calls/view";
import { EFFECTS, REASONS } from "../policy/model";
import { sentenceSchema } from "./sentence";

export const figuresView = z.object({
  /** Of the last 30 days, by day of UTC, also those without any; the oldest first. */
  days: z.array(z.object({ day: z.string(), requests: z.number().int() })),
  /** Of the last 30 days. */
  requests: z.number().int(),
  approved: z.number().int(),
  denied: z.number().int(),
  expired: z.number().int(),
  approvers: z.array(
    z.object({
      person: z.object({ id: z.string(), name: z.string().nullable() }),
      votes: z.number().int(),
      approvals: z.number().int(),
      /** On the days on which they decided any. */
      aDay: z.number(),
      /** From the request, or the person's own vote before, to the vote. */
      medianSeconds: z.number(),
      /** More than 30 a day, or under 3 seconds, of 5 decisions or more. */
      tired: z.boolean(),
    }),
  ),
});

export const delegationView = z.object({
  id: z.string(),
  from: z.object({ memberId: z.string(), name: z.string() }),
  to: z.object({ memberId: z.string(), name: z.string() }),
  startsAt: z.string(),
  endsAt: z.string(),
  reason: z.string(),
  endedAt: z.string().nullable(),
});
export const delegationsPage = z.object({
  items: z.array(delegationView),
  next: z.null(),
  /** Members who could be a deputy of the viewer. */
  deputies: z.array(z.object({ memberId: z.string(), name: z.string() })),
});
export type DelegationView = z.infer<typeof delegationView>;

const aboutGlass = z.object({
  id: z.string(),
  sentence: sentenceSchema,
  by: z.string(),
  at: z.string(),
  reason: z.string(),
});

/** What stands above the inbox beside what waits. */
export const noticesView = z.object({
  /** Calls that somebody let through past everybody, and that nobody has reviewed yet. */
  reviews: z.array(aboutGlass.extend({ mayReview: z.boolean() })),
  /** The same where the viewer was passed over and has not seen it. */
  passedOver: z.array(aboutGlass),
  /** Callers whose further calls are refused: so much of theirs waits. Of the last hour. */
  heldBack: z.array(
    z.object({
      caller: identitySchema,
      source: z.object({ id: z.string(), name: z.string() }),
      since: z.string(),
      lastAt: z.string(),
      refused: z.number().int(),
      /** Of theirs that wait now. */
      waiting: z.number().int(),
    }),
  ),
});
export type NoticesView = z.infer<typeof noticesView>;

/** What the policy in force says of what was asked, and how often the same was approved. */
export const standingView = z.object({
  /** Null once the arguments are gone: nobody can be asked about it any more. */
  today: z
    .object({
      version: z.number().int(),
      effect: z.enum(EFFECTS),
      reason: z.enum(REASONS),
      rules: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
      /** Whether it is asked of the same people as it was. */
      sameSteps: z.boolean(),
    })
    .nullable(),
  repeats: z.object({
    /** Approvals in a row of this caller and tool with arguments of this shape, by the viewer or one of their group. */
    approved: z.number().int(),
    /** From so many on a rule is worth a draft. */
    enough: z.number().int(),
  }),
});
export type StandingView = z.infer<typeof standingView>;
