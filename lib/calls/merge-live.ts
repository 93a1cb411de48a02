// A page of the list together with what came since, as one list. Pure.
import type { CallRow } from "./view";

/** More rows than these make the browser slow, and nobody reads them. */
const MOST_ROWS = 200;

/**
 * Newest first, each once. Of what came, only what was sequenced up to `upTo`; a call older than the
 * page's last has its place on a later page, and is left to it where there is one.
 */
export function mergeLive(
  page: { items: readonly CallRow[]; next: string | null },
  arrived: readonly CallRow[],
  upTo: number,
): CallRow[] {
  const last = page.next === null ? undefined : page.items.at(-1);
  const known = new Set(page.items.map(({ id }) => id));
  const fresh = arrived.filter(
    (call) => !known.has(call.id) && (call.index ?? 0) <= upTo && (!last || call.time >= last.time),
  );
  if (fresh.length === 0) return [...page.items];
  return [...page.items, ...fresh].toSorted(newestFirst).slice(0, MOST_ROWS);
}

function newestFirst(a: CallRow, b: CallRow): number {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  return (b.index ?? 0) - (a.index ?? 0);
}
