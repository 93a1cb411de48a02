// What changed who may do what, and when: published versions, and blocks that came and went.
import { z } from "zod";

const told = { at: z.string(), by: z.string(), reason: z.string() };
const block = { id: z.string(), what: z.string() };

export const policyChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("version"), number: z.number().int(), ...told }),
  z.object({ kind: z.literal("block_set"), ...block, ...told }),
  z.object({ kind: z.literal("block_lifted"), ...block, ...told }),
  /** By itself, when its time was over; who set it, and why. */
  z.object({ kind: z.literal("block_ended"), ...block, ...told }),
]);
export type PolicyChange = z.infer<typeof policyChange>;

export const policyChanges = z.object({
  /** The newest first. */
  items: z.array(policyChange),
  /** There are older ones in the range than are listed. */
  more: z.boolean(),
});
export type PolicyChanges = z.infer<typeof policyChanges>;

export const policyChangesQuery = z.strictObject({
  from: z.iso.datetime({ offset: true }).max(40),
  to: z.iso.datetime({ offset: true }).max(40),
});
