"use client";
import { useSyncExternalStore } from "react";

/** Where the drawer covers the page. */
export const COVERED = "(max-width: 1023px)";

/** Where a finger points, which needs room and cannot hover. */
export const COARSE = "(pointer: coarse)";

/** Whether a media query holds in this browser; false on the server. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
    () => false,
  );
}
