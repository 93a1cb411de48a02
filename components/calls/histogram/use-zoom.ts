"use client";
import { useState } from "react";
import type { CallsAddress } from "@/lib/routes";
import { isoOf } from "@/lib/calls/wider-range";
import { rangeName } from "@/lib/time-range";
import type { Go } from "../use-calls-address";

type Range = { from: string | undefined; to: string | undefined };
type Step = { before: Range; after: Range };

/** Narrowing the time range, and the way back to each range that was narrowed. */
export function useZoom(address: CallsAddress, go: Go, zone: string) {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const { from, to } = address;
  // The browser's own way back leaves steps behind whose range is no longer shown.
  const at = steps.findLastIndex(({ after }) => after.from === from && after.to === to);
  const step = steps[at];
  return {
    zoom: (start: number, end: number) => {
      const after = { from: isoOf(start), to: isoOf(end) };
      setSteps([...steps.slice(0, at + 1), { before: { from, to }, after }]);
      go(after);
    },
    back: step
      ? {
          name: rangeName(step.before, zone),
          go: () => {
            setSteps(steps.slice(0, at));
            go(step.before);
          },
        }
      : null,
  };
}
