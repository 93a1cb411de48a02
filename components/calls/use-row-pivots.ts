"use client";
import { type KeyboardEvent, useRef, useState } from "react";
import { useWindowKeys } from "../layout/use-window-keys";
import type { PivotTarget } from "./pivot-menu";
import type { CallWindow } from "./use-call-window";

/** The menu of a cell, or of a row: with the dot, the menu key or Shift+F10 that of the row with the focus. */
export function useRowPivots(view: CallWindow, activeAt: number) {
  const rows = useRef<HTMLDivElement>(null);
  const [target, setTarget] = useState<PivotTarget | null>(null);
  const open = (item: Element | null | undefined): boolean => {
    const call = item ? view.rowAt(Number(item.getAttribute("data-index"))) : null;
    const link = item?.querySelector<HTMLElement>("[role=row] a");
    if (!call || !link) return false;
    const { left, bottom } = link.getBoundingClientRect();
    setTarget({ call, column: null, at: { left, top: bottom }, from: link });
    return true;
  };
  useWindowKeys({
    ".": () => {
      const focused = document.activeElement?.closest("[data-index]");
      open(focused ?? rows.current?.querySelector(`[data-index="${activeAt}"]`));
    },
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const wanted = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (!wanted || !(event.target instanceof Element)) return;
    if (open(event.target.closest("[data-index]"))) event.preventDefault();
  };
  return { rows, target, onPivot: setTarget, onKeyDown, onClose: () => setTarget(null) };
}
