// A version of the policy in the API.
import { z } from "zod";

export const policyVersionView = z.object({
  number: z.number().int(),
  /** SHA-256 of what it says, in hex: layout and comments do not count. */
  contentHash: z.string(),
  /** The version that it was made from; 0 for none. */
  base: z.number().int(),
  author: z.string(),
  reason: z.string(),
  publishedAt: z.string(),
});
export type PolicyVersionView = z.infer<typeof policyVersionView>;

export const policyView = policyVersionView.extend({
  /** JSON with comments, as it was written. */
  document: z.string(),
});
export type PolicyView = z.infer<typeof policyView>;

export const policyVersionsPage = z.object({
  items: z.array(policyVersionView),
  next: z.string().nullable(),
});
