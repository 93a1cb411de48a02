"use client";
// The exports of this tab, also while another page of it is looked at.
import { useSyncExternalStore } from "react";

let begun: readonly string[] = [];
/** Put away by the reader: not shown again while the list of jobs still has them. */
let putAway: ReadonlySet<string> = new Set();
const watchers = new Set<() => void>();

export function rememberExport(id: string): void {
  if (begun.includes(id) || putAway.has(id)) return;
  begun = [...begun, id];
  for (const tell of watchers) tell();
}

export function putExportAway(id: string): void {
  putAway = new Set([...putAway, id]);
  begun = begun.filter((one) => one !== id);
  for (const tell of watchers) tell();
}

/** Ids of their jobs, oldest first. */
export function useBegunExports(): readonly string[] {
  return useSyncExternalStore(watch, () => begun, none);
}

const NONE: readonly string[] = [];
const none = () => NONE;

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}
