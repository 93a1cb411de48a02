// What the console asks about erasures, and what it asks to be erased.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";
import { type ErasureInput, erasurePage, erasurePreview, type ErasureScope } from "./model";

/** The newest ones, with how they stand. */
export function erasuresOptions() {
  return queryOptions({
    queryKey: ["erasures", "list"],
    queryFn: ({ signal }) => askApi("/erasures", erasurePage, { signal }),
  });
}

/** What an erasure would reach. */
export function erasurePreviewOptions(scope: ErasureScope) {
  return queryOptions({
    queryKey: ["erasures", "preview", scope],
    queryFn: ({ signal }) => askApi("/erasures/preview", erasurePreview, { signal, post: scope }),
    staleTime: 30_000,
  });
}

export const postErasure = (input: ErasureInput) =>
  askApi("/erasures", z.object({ id: z.string(), job: z.string() }), { post: input });
