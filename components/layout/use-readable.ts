"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useHydrated } from "../ui/use-hydrated";

/**
 * Whether what a query asks for may be rendered now. What the server failed to read is left to the browser:
 * it can ask, wait and say why.
 */
export function useReadable(queryKey: readonly unknown[]): boolean {
  const known = useQueryClient().getQueryData(queryKey) !== undefined;
  return useHydrated() || known;
}
