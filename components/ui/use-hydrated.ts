"use client";
import { useSyncExternalStore } from "react";

/** False on the server and while the browser takes over its page; true from then on. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

const neverChanges = () => () => {};
