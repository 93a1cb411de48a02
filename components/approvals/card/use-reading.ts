"use client";
import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import { makeReading, type Missing, type Reading } from "./reading";

/** Time to take in what was seen last. */
const SETTLE_MS = 1_000;

const ReadingContext = createContext<Reading | null>(null);
export const ReadingProvider = ReadingContext.Provider;

/** One for each card: what was seen of another says nothing about this one. */
export function useNewReading(): Reading {
  return useState(makeReading)[0];
}

/** Of the card around it. */
export function useReading(): Reading {
  const reading = use(ReadingContext);
  if (reading === null) throw new Error("There is no card around this.");
  return reading;
}

/** Whether everything was on the screen, and a second has passed since; else what comes next. */
export function useRead(): { ready: boolean; missing: Missing | null } {
  const { subscribe, missing: current } = useReading();
  const missing = useSyncExternalStore(subscribe, current, () => null);
  const [ready, setReady] = useState(false);
  const done = missing === null;
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setReady(true), SETTLE_MS);
    return () => {
      clearTimeout(timer);
      setReady(false);
    };
  }, [done]);
  return { ready, missing };
}

/** Brings what is missing to the middle of the screen; a fold takes the focus, so that Enter opens it. */
export function goTo({ kind, element }: Missing): void {
  element.scrollIntoView({ block: "center" });
  if (kind === "fold") element.focus({ preventScroll: true });
}

/** The same for whoever names what is missing: a fold is opened too, and its beginning is in sight. */
export function openMissing(missing: Missing): void {
  goTo(missing);
  if (missing.kind !== "fold") return;
  missing.element.click();
  // What was folded has the focus once it is there.
  requestAnimationFrame(() => document.activeElement?.scrollIntoView({ block: "nearest" }));
}
