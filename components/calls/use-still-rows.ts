"use client";
import type { Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { indexOfCall, sliceAt, type Slices } from "./call-slices";
import type { RowLook } from "./use-row-look";

/** Rows that come above those that are seen, or other heights of rows, move nothing that is seen. */
export function useStillRows({
  list,
  virtual,
  slices,
  look,
}: {
  list: RefObject<HTMLDivElement | null>;
  virtual: Virtualizer<HTMLDivElement, HTMLDivElement>;
  slices: Slices;
  look: RowLook;
}) {
  const before = useRef<Anchor>(null);
  useLayoutEffect(() => {
    const anchor = before.current;
    const element = list.current;
    const first = slices.all[0]?.cursor;
    if (anchor && element && anchor.look !== look) {
      virtual.measure();
      if (element.scrollTop > 0) virtual.scrollToIndex(anchor.index, { align: "start" });
    } else if (anchor && element && (element.scrollTop > 0 || anchor.first !== first)) {
      const holder = slices.all.filter(({ cursor }) => cursor === anchor.cursor);
      const index = indexOfCall(holder, anchor.id);
      const start = virtual.measurementsCache[index]?.start;
      if (start !== undefined && index !== anchor.index) element.scrollBy(0, start - anchor.start);
    }
    const index = virtual.range?.startIndex ?? 0;
    const slice = sliceAt(slices, index);
    const id = slice?.rows()?.[index - slice.start]?.id;
    const start = virtual.measurementsCache[index]?.start;
    before.current =
      slice && id !== undefined && start !== undefined
        ? { id, cursor: slice.cursor, index, start, first, look }
        : null;
  });
}

/** The first row that is seen. */
type Anchor = {
  id: string;
  cursor: string | null;
  index: number;
  start: number;
  /** Cursor of the list's first page. */
  first: string | null | undefined;
  look: RowLook;
};
