"use client";
import { useState } from "react";
import { type Panels, PANELS_COOKIE, writePanels } from "@/lib/calls/panels";

const YEAR_S = 366 * 24 * 3600;

/** Which parts of the page are open, and the way to change it; this browser remembers it. */
export function usePanels(remembered: Panels): [Panels, (change: Partial<Panels>) => void] {
  const [panels, setPanels] = useState(remembered);
  const change = (some: Partial<Panels>) => {
    const next = { ...panels, ...some };
    setPanels(next);
    const value = encodeURIComponent(writePanels(next));
    document.cookie = `${PANELS_COOKIE}=${value}; path=/; max-age=${YEAR_S}; samesite=lax`;
  };
  return [panels, change];
}
