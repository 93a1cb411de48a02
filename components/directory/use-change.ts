"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";

/** A change of the directory: what was read of it and of calls before is asked for again. */
export function useChange<Input>(change: (input: Input) => Promise<unknown>, onDone?: () => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await refresh();
      onDone?.();
    },
  });
}

/** Everything that a change of the directory can have an effect on is read anew. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      ["directory", "calls"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
  };
}
