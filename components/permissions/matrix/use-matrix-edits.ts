"use client";
import { useState } from "react";
import { toolSelector } from "@/lib/policy/edit/matrix-rule";
import type { CellEdit, EditProblem } from "@/lib/policy/edit/model";
import { settableCells } from "@/lib/policy/edit/settable-cells";
import { membershipOf } from "@/lib/policy/matrix/grid";
import type { MatrixColumn, MatrixView } from "@/lib/policy/matrix/model";
import type { Effect } from "@/lib/policy/model";
import { useDraftEdits } from "../edits/use-draft-edits";
import { EFFECT_WORDS } from "./cell-words";
import type { ToolRow } from "./rows";

export type SetCells = (
  tools: readonly ToolRow[],
  columns: readonly MatrixColumn[],
  effect: Effect | null,
) => void;

/**
 * Cells of a draft: shown at once, saved behind. What another rule decides more strictly is left as
 * it is, and said.
 */
export function useMatrixEdits(draftId: string, view: MatrixView) {
  const edits = useDraftEdits(draftId);
  const [said, setSaid] = useState("");
  const set = async (cells: readonly CellEdit[], effect: Effect | null) => {
    const context = { membership: membershipOf(view.columns), now: Date.now() };
    let before = await edits.shown();
    let made = settableCells(before, cells, context);
    if (made.edits.length > 0 && made.text === before) {
      // Another may have set it otherwise meanwhile.
      const anew = await edits.shownAnew().catch(() => null);
      if (anew === null) return setSaid("Whether it stands so already could not be checked.");
      before = anew;
      made = settableCells(before, cells, context);
    }
    const [first] = made.refused;
    if (made.edits.length === 0) return setSaid(refusal(view, first));
    const wanted = made.edits.flatMap((edit) => (edit.kind === "set_cells" ? edit.cells : []));
    const same = made.text === before;
    setSaid(sentence(wanted, effect, same) + leftWords(made.refused.length));
    if (!same) await edits.save(made.edits, context);
  };
  const setCells: SetCells = (tools, columns, effect) => {
    // What was not saved says so itself, above the matrix.
    set(cellsOf(tools, columns, effect), effect).catch(() => setSaid(""));
  };
  return { ...edits, setCells, said };
}

export function cellsOf(
  tools: readonly ToolRow[],
  columns: readonly MatrixColumn[],
  effect: Effect | null,
): CellEdit[] {
  return tools.flatMap(({ server, tool }) =>
    columns.map(({ subject }) => ({ subject, resource: toolSelector(server, tool[0]), effect })),
  );
}

function sentence(cells: readonly CellEdit[], effect: Effect | null, same: boolean): string {
  const [first] = cells;
  const where =
    cells.length === 1 && first
      ? `${first.resource.replace(/^tool:/, "")} for ${first.subject}`
      : `${cells.length.toLocaleString("en")} cells`;
  if (same)
    return effect === null
      ? `Nothing of the matrix’s own was set on ${where}.`
      : `${EFFECT_WORDS[effect]} stood already on ${where}.`;
  return effect === null ? `Unset: ${where}.` : `${EFFECT_WORDS[effect]}: ${where}.`;
}

function leftWords(left: number): string {
  if (left === 0) return "";
  if (left === 1) return " One is left as it is: another rule decides it.";
  return ` ${left.toLocaleString("en")} are left as they are: other rules decide them.`;
}

/** Rules by their names, which the reader knows. */
function refusal({ rules }: MatrixView, problem: EditProblem | undefined): string {
  const { message = "This cannot be set.", ruleIds = [] } = problem ?? {};
  return ruleIds.reduce((text, id) => {
    const name = rules.find((one) => one.id === id)?.name;
    return name === undefined ? text : text.replace(id, `“${name}”`);
  }, message);
}
