import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";
import { savedViewsSchema, type viewInput } from "./model";

/** One's own views and those that are shared. */
export function viewsOptions() {
  return queryOptions({
    queryKey: ["views"],
    queryFn: ({ signal }) => askApi("/views", savedViewsSchema, { signal }),
  });
}

type Input = z.input<typeof viewInput>;

/** Throws `ApiError`: a name that is taken, a view that may not be shared. */
export function saveView(view: Input, id?: string): Promise<unknown> {
  if (id === undefined) return askApi("/views", z.object({ id: z.string() }), { post: view });
  return askApi(`/views/${encodeURIComponent(id)}`, z.null(), { put: view });
}

export function removeView(id: string): Promise<unknown> {
  return askApi(`/views/${encodeURIComponent(id)}`, z.null(), { method: "DELETE" });
}
