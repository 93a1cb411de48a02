// A block in the API and the console.
import { z } from "zod";

export const blockView = z.object({
  id: z.string(),
  /** Selectors; null for whoever it is, whatever it is. */
  subject: z.string().nullable(),
  /** What the directory calls whom it names. */
  subjectName: z.string().nullable(),
  resource: z.string().nullable(),
  credential: z.string().nullable(),
  reason: z.string(),
  setBy: z.string(),
  setAt: z.string(),
  until: z.string().nullable(),
  state: z.enum(["standing", "ended", "lifted"]),
  liftedBy: z.string().nullable(),
  liftedAt: z.string().nullable(),
  liftReason: z.string().nullable(),
  /** Decisions that it denied, counted up to 10,000. */
  hits: z.object({ decisions: z.number().int(), more: z.boolean(), last: z.string().nullable() }),
});
export type BlockView = z.infer<typeof blockView>;

export const blocksPage = z.object({ items: z.array(blockView), next: z.null() });
