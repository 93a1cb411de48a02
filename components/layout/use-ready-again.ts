"use client";
import { useEffect, useEffectEvent } from "react";

const EVERY_MS = 5000;

/** While `waiting`, asks whether the server is ready and calls `onReady` once it is. */
export function useReadyAgain(waiting: boolean, onReady: () => void) {
  const ready = useEffectEvent(onReady);
  useEffect(() => {
    if (!waiting) return;
    const asking = new AbortController();
    const ask = async () => {
      // No answer is what is being waited out.
      const answer = await fetch("/readyz", { cache: "no-store", signal: asking.signal }).catch(
        () => null,
      );
      if (!answer?.ok || asking.signal.aborted) return;
      clearInterval(timer);
      ready();
    };
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => {
      clearInterval(timer);
      asking.abort();
    };
  }, [waiting]);
}
