"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toolSelector } from "@/lib/policy/edit/matrix-rule";
import type { CellEdit } from "@/lib/policy/edit/model";
import { membershipOf, mendRows } from "@/lib/policy/matrix/grid";
import type { MatrixColumn, MatrixView } from "@/lib/policy/matrix/model";
import type { Effect } from "@/lib/policy/model";
import { recentPolicy } from "@/lib/policy/edit/recent-policy";
import { useDraftEdits } from "../edits/use-draft-edits";
import { EFFECT_WORDS } from "./cell-words";
import type { ToolRow } from "./rows";

/** So many cells are one edit. */
const BATCH = 2_000;

export type SetCells = (
  tools: readonly ToolRow[],
  columns: readonly MatrixColumn[],
  effect: Effect | null,
) => void;

/**
 * Cells of a draft: shown at once, saved behind. What another rule decides more strictly is left as
 * it is, and said.
 */
export function useMatrixEdits(draftId: string, view: MatrixView, viewKey: readonly unknown[]) {
  const queries = useQueryClient();
  const edits = useDraftEdits(draftId);
  const [said, setSaid] = useState("");
  const setCells: SetCells = (tools, columns, effect) => {
    const membership = membershipOf(view.columns);
    let wanted = cellsOf(tools, columns, effect);
    let applied = edits.apply(batches(wanted), membership);
    const refused = applied.ok ? [] : applied.problems;
    const others = refused.flatMap(({ cell }) => (cell ? [keyOf(cell)] : []));
    if (others.length > 0 && others.length < wanted.length) {
      const out = new Set(others);
      wanted = wanted.filter((cell) => !out.has(keyOf(cell)));
      applied = edits.apply(batches(wanted), membership);
    }
    if (!applied.ok) {
      setSaid(
        named(view, applied.problems[0]?.message ?? "This cannot be set.", refused[0]?.ruleIds),
      );
      return;
    }
    setSaid(sentence(wanted, effect, applied.same) + leftWords(others.length));
    const read = recentPolicy(applied.text);
    if (!read.ok || applied.same) return;
    const touched = tools.map(({ at }) => at);
    queries.setQueryData<MatrixView>(
      viewKey,
      (known) => known && mendRows(known, touched, read.policy.rules, Date.now()),
    );
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

export function batches(cells: readonly CellEdit[]) {
  const count = Math.ceil(cells.length / BATCH);
  return Array.from({ length: count }, (_, n) => ({
    kind: "set_cells" as const,
    cells: cells.slice(n * BATCH, (n + 1) * BATCH),
  }));
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
function named({ rules }: MatrixView, message: string, ruleIds: readonly string[] = []): string {
  return ruleIds.reduce((text, id) => {
    const name = rules.find((one) => one.id === id)?.name;
    return name === undefined ? text : text.replace(id, `“${name}”`);
  }, message);
}

function keyOf({ subject, resource }: CellEdit): string {
  return `${subject} ${resource}`;
}
