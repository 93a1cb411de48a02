"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { sessionsOptions } from "@/lib/access/options";
import { RECENT_MINUTES } from "@/lib/access/ways-in";

/** Whether the sign-in of this browser is too old to change how one signs in or proves who one is. */
export function useStaleSignIn(): boolean {
  const {
    data: { items },
    dataUpdatedAt: now,
  } = useSuspenseQuery(sessionsOptions(null));
  const current = items.find((one) => one.current);
  return current !== undefined && now - Date.parse(current.openedAt) > RECENT_MINUTES * 60_000;
}
