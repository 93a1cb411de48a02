"use client";
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useRef } from "react";
import type { CallListParams } from "@/lib/calls/address";
import type { CallChain } from "@/lib/calls/call-chain";
import { callPageOptions, callsOptions } from "@/lib/calls/options";
import type { CallRow } from "@/lib/calls/view";
import { instantParts } from "@/lib/time-range";
import { indexOfCall, type Slice, sliceAt, slicesOf } from "./call-slices";
import { useRowLook } from "./use-row-look";
import { useScrollPlace } from "./use-scroll-place";
import { useStillRows } from "./use-still-rows";

/** So many rows are there above and below what is seen. */
const OVERSCAN = 12;
/** What the server draws, before there is a window to measure. */
const FIRST_RECT = { width: 1440, height: 900 };

/** The part of a long list that is seen: its rows, or that they are being read or could not be. */
export function useCallWindow({
  params,
  chain,
  places,
  list,
  keptId,
  above,
  below,
  zone,
}: {
  params: CallListParams;
  chain: CallChain;
  places: ReadonlyMap<string | null, CallRow[]>;
  /** What scrolls. */
  list: RefObject<HTMLDivElement | null>;
  /** Stays in the page wherever one scrolls: it has the focus. */
  keptId: string | null;
  /** Pixels above the list's head. */
  above: number;
  /** Rows after those that were read. */
  below: number;
  zone: string;
}) {
  const queries = useQueryClient();
  const look = useRowLook(list);
  const slices = slicesOf(queries, params, chain, places);
  const keptSlice = useRef<string | null>(null);
  const kept = slices.all.filter(({ cursor }) => cursor === keptSlice.current);
  const keptAt = keptId === null ? -1 : indexOfCall(kept, keptId);
  const { initialOffset, onOffset } = useScrollPlace(params);
  const margin = above + look.head;
  // oxlint-disable-next-line react/incompatible-library -- What it warns of is a compiler that is off.
  const virtual = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: slices.total + below,
    getScrollElement: () => list.current,
    estimateSize: () => look.height,
    overscan: OVERSCAN,
    initialRect: FIRST_RECT,
    initialOffset,
    scrollMargin: margin,
    scrollPaddingStart: look.head,
    onChange: ({ scrollOffset }) => onOffset(scrollOffset ?? 0),
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      if (keptAt === -1 || seen.includes(keptAt)) return seen;
      return [...seen, keptAt].toSorted((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const { startIndex, endIndex } = virtual.range ?? { startIndex: 0, endIndex: 0 };
  const isApart = keptAt !== -1 && (keptAt < startIndex - OVERSCAN || keptAt > endIndex + OVERSCAN);
  const wanted = [...new Set(items.map(({ index }) => sliceAt(slices, index)))].filter(
    (slice): slice is Slice => slice !== undefined,
  );
  const results = useQueries({
    queries: wanted.map(({ cursor }) =>
      cursor === null || cursor === params.cursor
        ? callsOptions(params)
        : callPageOptions(params, cursor),
    ),
  });
  useStillRows({ list, virtual, slices, look });
  const rowAt = (index: number): CallRow | null => {
    const slice = sliceAt(slices, index);
    return slice?.rows()?.[index - slice.start] ?? null;
  };
  return {
    virtual,
    items,
    /** Index of the row that is kept outside what is near; null where there is none. */
    apart: isApart ? keptAt : null,
    look,
    margin,
    total: slices.total,
    /** Null where it is still to be read. */
    rowAt,
    dayAt: (index: number): string | null => {
      const call = rowAt(index);
      return call && instantParts(call.time, zone).date;
    },
    /** Of what was read; -1 where it is not there. Mostly it is near. */
    indexOf: (id: string) => {
      const near = indexOfCall([...wanted, ...kept], id);
      return near === -1 ? indexOfCall(slices.all, id) : near;
    },
    keep: (index: number) => {
      keptSlice.current = sliceAt(slices, index)?.cursor ?? null;
    },
    cursorAt: (index: number) => sliceAt(slices, index)?.cursor ?? null,
    /** Why the page whose first visible row this is could not be read; null where it could. */
    failureAt: (index: number) => {
      const at = wanted.findIndex(({ start }) => Math.max(start, startIndex) === index);
      const result = results[at];
      return result?.isError === true && result.data === undefined ? result : null;
    },
  };
}

export type CallWindow = ReturnType<typeof useCallWindow>;
