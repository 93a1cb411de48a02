"use client";
import { useEffect } from "react";
import { postLooking } from "@/lib/approvals/around-requests";

const SAY_EVERY_MS = 10_000;

/** Says, while the page is visible, that the reader has it on screen. Nothing hangs on it. */
export function useLooking(id: string, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const leaving = new AbortController();
    const say = () => {
      // It may be decided by now, or the server away: then nobody is told, which is right.
      if (document.visibilityState === "visible") {
        postLooking(id, leaving.signal).catch(() => undefined);
      }
    };
    say();
    const timer = setInterval(say, SAY_EVERY_MS);
    document.addEventListener("visibilitychange", say);
    return () => {
      leaving.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", say);
    };
  }, [id, enabled]);
}
