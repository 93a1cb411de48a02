// What the rule list and the matrix do to a document; the text editor writes the document itself.
import { z } from "zod";
import { isJsonObject, type JsonObject } from "../../calls/adapters/json-values";
import { parseSelector } from "../../identity/selector";
import { EFFECTS } from "../model";
import type { BothChanged } from "./merge-rule";
import { subjectProblem } from "../selector-problem";

const name = z.string().min(1).max(2000);
/** As it is written; keys such as `__proto__` are data. Judged with the whole document. */
const written = z.custom<JsonObject>(isJsonObject, "must be an object");

export const cellEdit = z.strictObject({
  subject: z.string().refine((text) => subjectProblem(text) === undefined, "is no subject"),
  resource: z.string().refine(isExact, "must name one tool: tool:SERVER/NAME without *"),
  /** Null takes the matrix's word back. */
  effect: z.enum(EFFECTS).nullable(),
});
export type CellEdit = z.infer<typeof cellEdit>;

export const editSchema = z.discriminatedUnion("kind", [
  /**
   * Adds the rule, or writes it in place of the one with its id. `base`: what it was made from, null
   * for a new one; then what another changed meanwhile stays, or the edit is refused with both.
   */
  z.strictObject({ kind: z.literal("put_rule"), rule: written, base: written.nullish() }),
  z.strictObject({ kind: z.literal("remove_rule"), id: name }),
  z.strictObject({ kind: z.literal("enable_rule"), id: name, enabled: z.boolean() }),
  z.strictObject({ kind: z.literal("set_cells"), cells: z.array(cellEdit).min(1).max(2000) }),
  /** Adds the test, or writes it in place of the one with its name. */
  z.strictObject({ kind: z.literal("put_test"), test: written }),
  z.strictObject({ kind: z.literal("remove_test"), name }),
]);
export type Edit = z.infer<typeof editSchema>;

export type EditProblem = {
  message: string;
  /** The rules that decide the cell instead. */
  ruleIds?: string[];
  cell?: CellEdit;
  /** Members of a rule that both changed, each another way. */
  both?: BothChanged[];
};
export type Edited = { ok: true; text: string } | { ok: false; problems: EditProblem[] };

function isExact(text: string): boolean {
  const selector = parseSelector(text);
  return selector?.type === "tool" && selector.server.length === 1 && selector.name.length === 1;
}
