"use client";
import { notifyManager, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { type Failed, failedEdits, pendingEdits, type Queued } from "./edits-in-cache";

export type EditQueue = { pending: readonly Queued[]; failed: readonly Failed[] };

/** What is on its way, and what was not saved: of one draft, or of all where none is named. */
export function useEditQueue(id?: string): EditQueue {
  const queries = useQueryClient();
  const subscribe = useCallback(
    (onChange: () => void) =>
      queries.getMutationCache().subscribe(notifyManager.batchCalls(onChange)),
    [queries],
  );
  return useSyncExternalStore(
    subscribe,
    () => snapshot(queries, id),
    () => EMPTY,
  );
}

/** Why what reads the stored draft must wait; null where nothing is on its way. */
export function savingWords(pending: number): string | null {
  if (pending === 0) return null;
  return `Saving ${pending === 1 ? "1 edit" : `${pending.toLocaleString("en")} edits`}…`;
}

const EMPTY: EditQueue = { pending: [], failed: [] };
const last = new WeakMap<QueryClient, Map<string, EditQueue>>();

/** The same object as before while nothing changed. */
function snapshot(queries: QueryClient, id: string | undefined): EditQueue {
  const known = last.get(queries) ?? new Map<string, EditQueue>();
  last.set(queries, known);
  const before = known.get(id ?? "") ?? EMPTY;
  const now = { pending: pendingEdits(queries, id), failed: failedEdits(queries, id) };
  if (isSame(before, now)) return before;
  known.set(id ?? "", now);
  return now;
}

function isSame(a: EditQueue, b: EditQueue): boolean {
  return (
    a.pending.length === b.pending.length &&
    a.failed.length === b.failed.length &&
    a.pending.every((one, at) => one === b.pending[at]) &&
    a.failed.every(({ queued }, at) => queued === b.failed[at]?.queued)
  );
}
