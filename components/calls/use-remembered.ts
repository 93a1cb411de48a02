"use client";
import { useState } from "react";
import { type Remembered, rememberedCookie } from "@/lib/calls/remembered";

/** What the browser remembers of the member's page, and the way to change it. */
export function useRemembered(memberId: string, read: Remembered) {
  const [remembered, setRemembered] = useState(read);
  const remember = (change: Remembered) => {
    const next = { ...remembered, ...change };
    document.cookie = rememberedCookie(memberId, next);
    setRemembered(next);
  };
  return [remembered, remember] as const;
}
