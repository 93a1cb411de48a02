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
  /** The draft that became it; null where it was published without one. */
  draftId: z.string().nullable(),
  /** Who put it in force; null for versions from before drafts. */
  publishedBy: z.string().nullable(),
  /** The second admin, and what they said. */
  agreedBy: z.string().nullable(),
  agreeReason: z.string().nullable(),
  /** Its tests failed, and the second admin said that this is right. */
  overrodeTests: z.boolean(),
  /** One admin did alone what takes two. */
  singleAdmin: z.boolean(),
  /** The version whose document it brought back. */
  restores: z.number().int().nullable(),
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
