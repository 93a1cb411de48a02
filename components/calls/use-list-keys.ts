"use client";
import { useEffect, useEffectEvent } from "react";

/** j/k and the arrows move, Escape closes; not while typing or in a menu. */
export function useListKeys(keys: { onMove: (step: 1 | -1) => void; onEscape: () => void }) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (isBusy(event.target)) return;
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      keys.onMove(step);
    } else if (event.key === "Escape") keys.onEscape();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

const STEPS: Record<string, 1 | -1 | undefined> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, dialog, [role=menu], [data-radix-popper-content-wrapper], [data-scrolls]") !== null
  );
}
