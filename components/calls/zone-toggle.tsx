"use client";
import { Button } from "../ui/button";
import type { Go } from "./use-calls-address";
import type { Zone } from "./use-zone";

/** Between UTC and the reader's own zone. */
export function ZoneToggle({ zone, go }: { zone: Zone; go: Go }) {
  const local = zone.mode === "local";
  return (
    <Button
      aria-pressed={local}
      title={local ? `Local (${zone.name}); press for UTC` : `UTC; press for local (${zone.local})`}
      onClick={() => go({ tz: local ? undefined : "local" }, { replace: true })}
      className="w-14 font-normal"
    >
      {local ? "Local" : "UTC"}
    </Button>
  );
}
