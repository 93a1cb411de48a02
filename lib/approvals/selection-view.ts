// Several approvals that are decided with one answer, in the API and the console.
import { z } from "zod";
import { STATES } from "./model";
import { approvalView } from "./view";

const refusal = z.object({ id: z.string().nullable(), why: z.string() });

export const selectionItem = approvalView.extend({
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
  approve: refusal.nullable(),
  deny: refusal.nullable(),
});
export type SelectionView = z.infer<typeof selectionView>;

export const selectionResult = z.object({
  decided: z.array(z.object({ id: z.string(), state: z.enum(STATES) })),
  /** What could not be decided any more, such as one that somebody else was faster with. */
  refused: z.array(z.object({ id: z.string(), why: z.string() })),
});
export type SelectionResult = z.infer<typeof selectionResult>;
