// A list of calls together with what came since it was read, as one list. Pure.
import { type CallChain, isLater } from "./call-chain";
import type { CallRow } from "./view";

/**
 * What came, by the page of the list that it has its place in. Only what was sequenced up to `upTo`,
 * and nothing that a page was read with; what is older than all that was read waits for its page.
 */
export function placeLive(chain: CallChain, arrived: readonly CallRow[], upTo: number) {
  const places = new Map<string | null, CallRow[]>();
  for (const call of arrived) {
    const link =
      chain.links.find(({ oldest }) => oldest !== null && !isLater(oldest.time, call.time)) ??
      (chain.next === null || chain.links.every(({ count }) => count === 0)
        ? chain.links.at(-1)
        : undefined);
    const index = call.index ?? 0;
    if (!link || index > upTo || index <= link.head) continue;
    places.set(link.cursor, [...(places.get(link.cursor) ?? []), call]);
  }
  return places;
}

/** Newest first, each once. */
export function mergeLive(rows: readonly CallRow[], more: readonly CallRow[]): CallRow[] {
  const known = new Set(rows.map(({ id }) => id));
  const fresh = more.filter(({ id }) => !known.has(id));
  return fresh.length === 0 ? [...rows] : [...rows, ...fresh].toSorted(newestFirst);
}

function newestFirst(a: CallRow, b: CallRow): number {
  if (a.time !== b.time) return isLater(b.time, a.time) ? 1 : -1;
  return (b.index ?? 0) - (a.index ?? 0);
}
