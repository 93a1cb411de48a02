"use client";
import { useEffect, useEffectEvent } from "react";

const EVERY_MS = 5000;

/**
 * While `waiting`, asks whether the server is ready and calls `onReady` once it is; with `afterOutage` only
 * where it was not ready before, since what failed on a ready server fails again.
 */
export function useReadyAgain(waiting: boolean, onReady: () => void, afterOutage = false) {
  const ready = useEffectEvent(onReady);
  useEffect(() => {
    if (!waiting) return;
    const asking = new AbortController();
    let wasAway = !afterOutage;
    const ask = async () => {
      // No answer is what is being waited out.
      const answer = await fetch("/readyz", { cache: "no-store", signal: asking.signal }).catch(
        () => null,
      );
      if (asking.signal.aborted) return;
      if (!answer?.ok) wasAway = true;
      if (!answer?.ok || !wasAway) return;
      clearInterval(timer);
      ready();
    };
    const timer = setInterval(() => void ask(), EVERY_MS);
    if (afterOutage) void ask();
    return () => {
      clearInterval(timer);
      asking.abort();
    };
  }, [waiting, afterOutage]);
}
