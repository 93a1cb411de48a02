// Which of a long list's rows stand where, and which of them are at hand.
import type { QueryClient } from "@tanstack/react-query";
import type { CallListParams } from "@/lib/calls/address";
import type { CallChain } from "@/lib/calls/call-chain";
import { mergeLive } from "@/lib/calls/merge-live";
import { pageKey } from "@/lib/calls/options";
import type { CallPage, CallRow } from "@/lib/calls/view";

/** The rows of one page, with what came into it since. */
export type Slice = {
  cursor: string | null;
  /** Index of its first row in the list. */
  start: number;
  count: number;
  /** Null while they are let go. */
  rows: () => readonly CallRow[] | null;
};

export type Slices = { all: readonly Slice[]; total: number };

export function slicesOf(
  queries: QueryClient,
  params: CallListParams,
  chain: CallChain,
  places: ReadonlyMap<string | null, CallRow[]>,
): Slices {
  let total = 0;
  const all = chain.links.map(({ cursor, count }): Slice => {
    const more = places.get(cursor) ?? [];
    const read = () => queries.getQueryData<CallPage>(pageKey(params, cursor))?.items ?? null;
    const rows = () => {
      const items = read();
      return items && (more.length === 0 ? items : mergeLive(items, more));
    };
    const start = total;
    const size = more.length === 0 ? count : (rows()?.length ?? count + more.length);
    total += size;
    return { cursor, start, count: size, rows };
  });
  return { all, total };
}

export function sliceAt({ all }: Slices, index: number): Slice | undefined {
  return all.find(({ start, count }) => index >= start && index < start + count);
}

/** Index of a call among these slices; -1 where its rows are not at hand. */
export function indexOfCall(slices: readonly Slice[], id: string): number {
  for (const { rows, start } of slices) {
    const at = rows()?.findIndex((call) => call.id === id) ?? -1;
    if (at !== -1) return start + at;
  }
  return -1;
}
