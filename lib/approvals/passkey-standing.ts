import { z } from "zod";

/** Whether it takes a passkey, and whether the viewer has one that would do. */
export const passkeyStandingSchema = z.object({
  needed: z.boolean(),
  able: z.boolean(),
  /** Why not; null where they are able. */
  why: z.string().nullable(),
  /** Adding one is what is missing. */
  canAdd: z.boolean(),
});
export type PasskeyStanding = z.infer<typeof passkeyStandingSchema>;
