// Several approvals that are decided with one answer, in the API and the console.
import { z } from "zod";
import { STATES } from "./model";
import { refusalSchema } from "./selection";
import { approvalView, boundView } from "./view";

export const selectionItem = approvalView.extend({
  ...boundView.shape,
  /** What the gateway gave for a reason; hostile text. */
  justification: z.string().nullable(),
  /** Why the viewer can say no yes to it, or no no; null where they can. */
  noYes: z.string().nullable(),
  noNo: z.string().nullable(),
});
export type SelectionItem = z.infer<typeof selectionItem>;

export const selectionView = z.object({
  /** By the clock that decides. */
  now: z.string(),
  items: z.array(selectionItem),
  /** Why one yes cannot go to all of them, and which one stands against it; null where it can. */
  approve: refusalSchema.nullable(),
  deny: refusalSchema.nullable(),
});
export type SelectionView = z.infer<typeof selectionView>;

export const selectionResult = z.object({
  decided: z.array(z.object({ id: z.string(), state: z.enum(STATES) })),
  /** What could not be decided any more, such as one that somebody else was faster with. */
  refused: z.array(z.object({ id: z.string(), why: z.string() })),
});
export type SelectionResult = z.infer<typeof selectionResult>;
