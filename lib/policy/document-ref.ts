// How the API names a document: a version, a draft, or a text that nobody has saved.
import { z } from "zod";
import { POLICY_LIMITS } from "./model";

const number = z.coerce.number().int().min(0).max(2_147_483_647);

/** Nothing names the version in force; version 0 is the policy before the first. */
export const documentRef = z.union([
  z.strictObject({ version: number }),
  z.strictObject({ draft: z.string().max(64) }),
  z.strictObject({ document: z.string().max(POLICY_LIMITS.bytes) }),
]);
export type DocumentRef = z.infer<typeof documentRef>;
