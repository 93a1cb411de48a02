// Of many cells those that can be set as they are wanted.
import { applyEdit, type EditContext } from "./apply-edit";
import type { CellEdit, Edit, EditProblem } from "./model";

/** So many cells are one edit. */
const BATCH = 2_000;

export type Settable = { edits: Edit[]; text: string; refused: EditProblem[] };

/**
 * The cells in edits that all can be made, the text after them, and what was left out: cells that
 * another rule decides. Where the text cannot be edited at all, that is the one refusal.
 */
export function settableCells(
  text: string,
  cells: readonly CellEdit[],
  context: EditContext,
): Settable {
  const settable: Settable = { edits: [], text, refused: [] };
  for (let from = 0; from < cells.length; from += BATCH) {
    const batch = cells.slice(from, from + BATCH);
    const made = makeBatch(settable.text, batch, context);
    settable.refused.push(...made.refused);
    settable.edits.push(...made.edits);
    settable.text = made.text;
  }
  return settable;
}

function makeBatch(text: string, cells: readonly CellEdit[], context: EditContext): Settable {
  const all: Edit = { kind: "set_cells", cells: [...cells] };
  const edited = applyEdit(text, all, context);
  if (edited.ok) return { edits: [all], text: edited.text, refused: [] };
  const refused = edited.problems;
  const out = new Set(refused.flatMap(({ cell }) => (cell ? [keyOf(cell)] : [])));
  const rest = cells.filter((cell) => !out.has(keyOf(cell)));
  if (out.size === 0 || rest.length === 0) return { edits: [], text, refused };
  const others = makeBatch(text, rest, context);
  return { ...others, refused: [...refused, ...others.refused] };
}

function keyOf({ subject, resource }: CellEdit): string {
  return `${subject} ${resource}`;
}
