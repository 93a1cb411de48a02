"use client";
import { useSyncExternalStore } from "react";

export type Zone = {
  mode: "utc" | "local";
  /** IANA name of the zone in use. */
  name: string;
  /** IANA name of the reader's own zone. */
  local: string;
};

/** The zone to show instants in. The server does not know the reader's, so it renders UTC. */
export function useZone(tz: string | undefined): Zone {
  const local = useSyncExternalStore(neverChanges, browserZone, () => "UTC");
  return tz === "local"
    ? { mode: "local", name: local, local }
    : { mode: "utc", name: "UTC", local };
}

const neverChanges = () => () => {};
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
