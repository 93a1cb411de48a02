// A query over calls, as a tree. Today one AND of terms; OR, groups, comparisons and free text
// become further kinds of node beside `Term`.
import { z } from "zod";
import { FIELD_NAMES } from "./fields";

/** White space, quotes and brackets end a bare value, so no pattern can contain them. */
const GLOB = /^[^\s"()\\]*\*[^\s"()\\]*$/;

export const queryValueSchema = z
  .object({
    text: z.string().min(1),
    /** Whether `*` stands for any text. A value in quotes is literal. */
    glob: z.boolean(),
  })
  .refine(({ text, glob }) => !glob || GLOB.test(text), "not a pattern");
export type QueryValue = z.infer<typeof queryValueSchema>;

/** The field is (or, negated, is not) one of the values. */
export const termSchema = z.object({
  field: z.enum(FIELD_NAMES),
  negated: z.boolean(),
  values: z.array(queryValueSchema).min(1),
});
export type Term = z.infer<typeof termSchema>;

/** All terms hold. No terms: everything. */
export const querySchema = z.object({ terms: z.array(termSchema) });
export type Query = z.infer<typeof querySchema>;
