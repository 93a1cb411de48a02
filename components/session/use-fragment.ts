"use client";
import { useSyncExternalStore } from "react";

/**
 * What stands after the # of the address, which browsers send to no server; null until the browser
 * says it.
 */
export function useFragment(): string | null {
  return useSyncExternalStore(onFragment, readFragment, () => null);
}

function onFragment(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function readFragment(): string {
  return window.location.hash.slice(1).trim();
}
