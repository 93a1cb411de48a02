// A draft in the API.
import { z } from "zod";
import { DRAFT_MOVES, type DraftState, POLICY_LIMITS } from "../model";

export const draftStateSchema = z.enum([
  "open",
  "agreed",
  "published",
  "discarded",
]) satisfies z.ZodType<DraftState>;

/** Whether it can still be written, agreed to and published. */
export function isOpenDraft(state: DraftState): boolean {
  return DRAFT_MOVES[state].length > 0;
}

export const draftRow = z.object({
  id: z.string(),
  state: draftStateSchema,
  title: z.string(),
  /** Why the change is made; may be empty until it is published. */
  reason: z.string(),
  /** The version that it was made from; 0 for none. */
  base: z.number().int(),
  /** The version in force; another than `base` means that somebody published meanwhile. */
  inForce: z.number().int(),
  /** Raised by every save: what If-Match names. */
  revision: z.number().int(),
  /** The version whose document it brings back. */
  restores: z.number().int().nullable(),
  /** Everybody who wrote any of it, the first one first: `member:…`. */
  authors: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.string(),
  savedBy: z.string(),
  savedAt: z.string(),
  /** A second admin's, to this very revision. */
  agreement: z
    .object({
      by: z.string(),
      at: z.string(),
      reason: z.string(),
      /** Failing tests do not hold it back. */
      overridesTests: z.boolean(),
    })
    .nullable(),
  publishedAs: z.number().int().nullable(),
  ended: z.object({ by: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
});
export type DraftRow = z.infer<typeof draftRow>;

export const draftView = draftRow.extend({
  /** JSON with comments, as it is written; it may be none yet. */
  document: z.string(),
});
export type DraftView = z.infer<typeof draftView>;

export const draftsPage = z.object({ items: z.array(draftRow), next: z.string().nullable() });

/** `open`: those that still can be written, agreed ones included. */
export const draftsQuery = z.strictObject({
  state: z.enum(["open", "published", "discarded"]).optional(),
  cursor: z.string().max(100).optional(),
});

const document = z.string().max(POLICY_LIMITS.bytes);
const title = z.string().trim().min(1).max(200);
const reason = z.string().trim().max(500);

export const newDraft = z.strictObject({
  title: title.optional(),
  reason: reason.default(""),
  /** The document in force where it is left out. */
  document: document.optional(),
  /** The version in force where it is left out. */
  base: z.int().min(0).max(2_147_483_647).optional(),
  /** Brings back the document of this version; instead of a document. */
  restores: z.int().min(1).max(2_147_483_647).optional(),
});

/** What is left out stays as it is. */
export const draftChanges = z.strictObject({
  title: title.optional(),
  reason: reason.optional(),
  document: document.optional(),
  /** After the change of another was taken in: the version that holds it. */
  base: z.int().min(0).max(2_147_483_647).optional(),
});
