"use client";
import { useEffect, useState } from "react";

const TICK_MS = 500;

/**
 * The server's clock, in milliseconds since the epoch, from the last instant that it told: what is left
 * does not depend on how this browser's clock is set.
 */
export function useServerNow(told: string): number {
  const [elapsed, setElapsed] = useState({ since: told, ms: 0 });
  useEffect(() => {
    const heard = performance.now();
    const tick = () => setElapsed({ since: told, ms: performance.now() - heard });
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [told]);
  return Date.parse(told) + (elapsed.since === told ? elapsed.ms : 0);
}
