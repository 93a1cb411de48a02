"use client";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";

const TICK_MS = 1_000;

/** Whether it was read after this instant of the browser's clock, in milliseconds. */
export function useReadSince(queryKey: QueryKey, since: number): boolean {
  const queries = useQueryClient();
  return useSyncExternalStore(
    (changed) => queries.getQueryCache().subscribe(changed),
    () => (queries.getQueryState(queryKey)?.dataUpdatedAt ?? 0) > since,
    () => true,
  );
}

/**
 * Seconds since it was read, once they are more than `after`; null before. What nobody looked at is not
 * counted: a page that was hidden reads anew.
 */
export function useUnreadFor(queryKey: QueryKey, after: number): number | null {
  const queries = useQueryClient();
  const [seconds, setSeconds] = useState<number | null>(null);
  const readAt = useEffectEvent(() => queries.getQueryState(queryKey)?.dataUpdatedAt ?? 0);
  useEffect(() => {
    let looking = Date.now();
    const onVisible = () => {
      if (document.visibilityState === "visible") looking = Date.now();
    };
    const timer = setInterval(() => {
      const ago = Math.floor((Date.now() - Math.max(readAt(), looking)) / 1000);
      setSeconds(ago > after ? ago : null);
    }, TICK_MS);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [after]);
  return seconds;
}
