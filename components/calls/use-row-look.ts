"use client";
import { type RefObject, useCallback, useSyncExternalStore } from "react";

export type RowLook = {
  height: number;
  head: number;
  /** Rows of their own name the days. */ days: boolean;
};

/** Heights in pixels, by the width of the list: the same bounds as in columns.ts. */
const LOOKS = {
  wide: { height: 32, head: 32, days: false },
  narrow: { height: 32, head: 32, days: true },
  card: { height: 78, head: 0, days: true },
} as const satisfies Record<string, RowLook>;

/** How rows look in the room that there is. The server does not know it. */
export function useRowLook(list: RefObject<HTMLElement | null>): RowLook {
  const subscribe = useCallback(
    (changed: () => void) => {
      const observer = new ResizeObserver(changed);
      if (list.current) observer.observe(list.current);
      return () => observer.disconnect();
    },
    [list],
  );
  return useSyncExternalStore(
    subscribe,
    () => lookAt(list.current?.clientWidth ?? 0),
    () => LOOKS.wide,
  );
}

function lookAt(width: number): RowLook {
  if (width === 0 || width >= 1000) return LOOKS.wide;
  return width >= 640 ? LOOKS.narrow : LOOKS.card;
}
