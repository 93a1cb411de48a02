"use client";
import { useSyncExternalStore } from "react";

export type Zone = { mode: "utc" | "local"; name: string };

/** The zone to show instants in. The server does not know the reader's, so it renders UTC. */
export function useZone(tz: string | undefined): Zone {
  const local = useSyncExternalStore(neverChanges, browserZone, () => "UTC");
  return tz === "local" ? { mode: "local", name: local } : { mode: "utc", name: "UTC" };
}

const neverChanges = () => () => {};
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
