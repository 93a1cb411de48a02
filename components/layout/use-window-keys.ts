"use client";
import { useEffect, useEffectEvent } from "react";

/**
 * Keys of the page, by `KeyboardEvent.key`; not while typing, in a menu or a dialog, and the arrows not
 * where they scroll.
 */
export function useWindowKeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    const action = keys[event.key];
    if (!action || isTakenBy(event.target, event.key)) return;
    event.preventDefault();
    action(event);
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

const TAKES_KEYS =
  "input:not([type=checkbox]), textarea, select, dialog, [contenteditable=true], [role=menu], [role=dialog]";

function isTakenBy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(TAKES_KEYS)) return true;
  return key.startsWith("Arrow") && target.closest("[data-scrolls]") !== null;
}
