// Policy cases as data: the form of `cases/*.json` and of every other file of cases.
import { z } from "zod";
import { factsSchema } from "./facts";
import { EFFECTS, policySchema, REASONS } from "./model";
import { requestSchema } from "./request";

export const policyCaseSchema = z.object({
  name: z.string().min(1),
  now: z.iso.datetime({ offset: true }),
  request: requestSchema,
  /** Replaces the file's facts for this case. */
  facts: factsSchema.optional(),
  expect: z.strictObject({
    effect: z.enum(EFFECTS),
    /** The rules that decided, in any order. */
    ruleIds: z.array(z.string()).optional(),
    reason: z.enum(REASONS).optional(),
    retryAfter: z.number().optional(),
  }),
});
export type PolicyCase = z.infer<typeof policyCaseSchema>;

export const policyCaseFileSchema = z.object({
  $schema: z.string().optional(),
  about: z.string().optional(),
  policy: policySchema.optional(),
  facts: factsSchema.prefault({}),
  cases: z.array(policyCaseSchema),
});
