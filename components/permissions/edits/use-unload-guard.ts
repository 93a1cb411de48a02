"use client";
import { useEffect } from "react";

/** While `active`: closing the tab and loading it anew ask first. */
export function useUnloadGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", onUnload);
    return () => removeEventListener("beforeunload", onUnload);
  }, [active]);
}
