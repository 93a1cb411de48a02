"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Row, rowName } from "./rows";
import type { Place } from "./use-cursor";

/** Where the reader was when a change opened the draft, by name: the way on goes from there. */
export const PLACE_KEY = ["policy", "matrix-place"];
type Named = { tool: string; subject: string };

/** The place to begin at, and whether the reader came with one. */
export function useRememberedPlace(
  rows: readonly Row[],
  columns: readonly { subject: string }[],
): { start: Place; came: boolean } {
  const queries = useQueryClient();
  const [named] = useState(() => queries.getQueryData<Named>(PLACE_KEY));
  useEffect(() => queries.removeQueries({ queryKey: PLACE_KEY }), [queries]);
  const row = rows.findIndex((one) => one.kind === "tool" && rowName(one) === named?.tool);
  const column = columns.findIndex(({ subject }) => subject === named?.subject);
  if (row === -1 || column === -1) return { start: FIRST, came: false };
  return { start: { row, column }, came: true };
}

/** The first tool, below its server. */
const FIRST: Place = { row: 1, column: 0 };
