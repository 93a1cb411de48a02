"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { settableCells } from "@/lib/policy/edit/settable-cells";
import { membershipOf } from "@/lib/policy/matrix/grid";
import type { MatrixView } from "@/lib/policy/matrix/model";
import { draftOptions } from "@/lib/policy/options";
import { saveEdits, shownText } from "../edits/edit-queue";
import { usePolicyEditing } from "../edits/policy-editing";
import type { MatrixEditing } from "./matrix";
import { PLACE_KEY } from "./remembered-place";
import { rowName } from "./rows";
import { cellsOf, type SetCells } from "./use-matrix-edits";

/** Cells of the version in force: set in the member's draft, also those pressed while it is opened. */
export function useBeginning(view: MatrixView): MatrixEditing {
  const queries = useQueryClient();
  const { open, goTo, refusal } = usePolicyEditing();
  const [opening, setOpening] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const begin = async (...[tools, columns, effect]: Parameters<SetCells>) => {
    const id = await open();
    const membership = membershipOf(view.columns);
    const text = shownText(queries, await queries.ensureQueryData(draftOptions(id)));
    const cells = cellsOf(tools, columns, effect);
    const made = settableCells(text, cells, { membership, now: Date.now() });
    const [first] = made.refused;
    if (made.edits.length === 0) throw new Error(first?.message ?? "This cannot be set.");
    // What is not saved says so at the draft.
    if (made.text !== text)
      saveEdits(queries, { id, edits: made.edits, membership }).catch(() => undefined);
    goTo(id);
  };
  const setCells: SetCells = (tools, columns, effect) => {
    const [tool] = tools;
    if (tool === undefined) return;
    queries.setQueryData(PLACE_KEY, { tool: rowName(tool), subject: columns[0]?.subject ?? "" });
    setOpening(true);
    setProblem(null);
    begin(tools, columns, effect).catch((error: unknown) => {
      setOpening(false);
      setProblem(error instanceof Error ? error.message : "The draft could not be opened.");
    });
  };
  return {
    setCells,
    refusal,
    said: opening ? "Opening your draft: what is in force stays as it is." : "",
    problem,
    saving: opening,
  };
}
