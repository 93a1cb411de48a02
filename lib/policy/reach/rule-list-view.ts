// The rules of a document in the API, each with what it was good for.
import { z } from "zod";
import { EFFECTS, ruleSchema } from "../model";

export const ruleListQuery = z.strictObject({
  draft: z.string().max(64).optional(),
  version: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
});

export const ruleList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      /** As the document has it, without what it leaves out. */
      rule: ruleSchema,
      effect: z.enum(EFFECTS),
      enabled: z.boolean(),
      ended: z.boolean(),
      conditional: z.boolean(),
      /** When it last decided; null: not in 90 days. */
      lastUsed: z.string().nullable(),
      /** Decisions in 90 days that it was a reason of, and of how many people. */
      calls: z.number(),
      people: z.number().int(),
      unused: z.boolean(),
    }),
  ),
  next: z.null(),
});
export type RuleList = z.infer<typeof ruleList>;
export type ListedRule = RuleList["items"][number];
