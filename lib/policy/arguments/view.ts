// The tester of conditions on arguments, in the API.
import { z } from "zod";

export const argumentsTestInput = z.strictObject({
  /** `server/tool`, a "/" inside a name as %2F. */
  tool: z.string().min(3).max(1000),
  schema: z.unknown(),
  /** Tried as they are; nothing of them is kept. */
  samples: z.array(z.unknown()).max(50).default([]),
});

export const argumentsTestView = z.object({
  /** For each sample; null: it takes too long, and the evaluator fails closed. */
  samples: z.array(z.boolean().nullable()),
  /** Calls of the tool in 30 days; null: fewer than five, for whoever may not see payloads. */
  calls: z.number().int().nullable(),
  /** Of the newest 500, for whoever may see payloads; null for others: a count would tell a value. */
  tested: z
    .object({
      fits: z.number().int(),
      fails: z.number().int(),
      /** Not recorded, or gone. */
      without: z.number().int(),
      /** Redacted where the condition reads. */
      redacted: z.number().int(),
      examples: z.array(z.object({ call: z.string(), fits: z.boolean() })),
    })
    .nullable(),
});
export type ArgumentsTest = z.infer<typeof argumentsTestView>;
