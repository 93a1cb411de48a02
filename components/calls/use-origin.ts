"use client";
import { useSyncExternalStore } from "react";

/** The address this console is reached at; a placeholder until the browser says it. */
export function useOrigin(): string {
  return useSyncExternalStore(
    neverChanges,
    () => window.location.origin,
    () => "$ONBEHALF_URL",
  );
}

const neverChanges = () => () => {};
