// What a review says, in the API.
import { z } from "zod";
import { EFFECTS } from "../model";

export const singleAdminView = z.object({
  on: z.boolean(),
  /** `set`: an owner switched it on. `only_one`: nobody else could agree. */
  why: z.enum(["set", "only_one"]).nullable(),
  /** Enabled members who may publish. */
  admins: z.number().int(),
});
export type SingleAdmin = z.infer<typeof singleAdminView>;

const place = { line: z.number().int(), column: z.number().int() };
const placed = z.object({ ...place, path: z.string(), message: z.string() });

export const reviewSchema = z.object({
  /** False: the text is no policy, and nothing but its errors can be told. */
  readable: z.boolean(),
  /** Errors of the text, and steps of approvals that nobody can fulfil. Nothing overrides these. */
  defects: z.array(placed),
  tests: z.object({
    total: z.number().int(),
    failed: z.array(
      z.object({
        ...place,
        name: z.string(),
        expected: z.enum(EFFECTS),
        answered: z.enum(EFFECTS),
      }),
    ),
  }),
  /** What has to be confirmed by rule id. */
  catchAll: z.array(
    z.object({
      ...place,
      ruleId: z.string(),
      selector: z.string(),
      identities: z.number().int(),
      tools: z.number().int(),
    }),
  ),
  /** Rights of an author that the change loosens: it needs a second admin. */
  loosens: z.array(
    z.object({
      author: z.string(),
      /** `author`, or the group of theirs that gains. */
      whose: z.string(),
      ruleId: z.string(),
      change: z.enum(["added", "removed"]),
    }),
  ),
  /** Authors whom the directory does not know: they could be anybody whom a rule means. */
  unknownAuthors: z.array(z.string()),
  singleAdmin: singleAdminView,
});
export type Review = z.infer<typeof reviewSchema>;

/** Of a draft, or of a text that nobody has saved. */
export const draftReview = reviewSchema.extend({
  base: z.number().int(),
  inForce: z.number().int(),
});
export type DraftReview = z.infer<typeof draftReview>;
