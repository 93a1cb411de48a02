// What the console asks about retention, and what it asks to be kept.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";
import { type RetentionChange, type RetentionKind, retentionPage, retentionPreview } from "./model";

const WATCH_MS = 5_000;

/** The rules with sizes and what was removed last; workers go on removing meanwhile. */
export function retentionOptions() {
  return queryOptions({
    queryKey: ["retention", "rules"],
    queryFn: ({ signal, client, queryKey }) =>
      askApi("/retention", retentionPage, {
        signal,
        background: client.getQueryData(queryKey) !== undefined,
      }),
    refetchInterval: WATCH_MS,
  });
}

/** What a setting of so many days would remove. */
export function retentionPreviewOptions(kind: RetentionKind, days: number) {
  return queryOptions({
    queryKey: ["retention", "preview", kind, days],
    queryFn: ({ signal }) =>
      askApi("/retention/preview", retentionPreview, { signal, post: { kind, days } }),
    staleTime: 30_000,
  });
}

export const putRetention = (change: RetentionChange) =>
  askApi("/retention", z.object({ version: z.number() }), { put: change });
