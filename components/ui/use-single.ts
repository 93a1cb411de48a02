"use client";
import { useRef } from "react";

/** `work`, once at a time: whoever asks again while it is under way gets the same answer. */
export function useSingle<Args extends unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  const underWay = useRef<Promise<Result> | null>(null);
  return (...args) => {
    underWay.current ??= work(...args).finally(() => {
      underWay.current = null;
    });
    return underWay.current;
  };
}
