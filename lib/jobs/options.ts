// What the console asks about jobs: once a second while one is open and the page is visible.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";
import { isOpen, jobPageSchema, jobViewSchema } from "./model";

const WHILE_OPEN_MS = 1_000;
const WHILE_IDLE_MS = 15_000;

/** One job, until it has ended. */
export function jobOptions(id: string) {
  return queryOptions({
    queryKey: ["jobs", "one", id],
    queryFn: ({ signal }) =>
      askApi(`/jobs/${encodeURIComponent(id)}`, jobViewSchema, { signal, background: true }),
    refetchInterval: ({ state: { data } }) =>
      data === undefined || isOpen(data.state) ? WHILE_OPEN_MS : false,
  });
}

/** Jobs that wait or run; looks less often while there are none. */
export function openJobsOptions() {
  return queryOptions({
    queryKey: ["jobs", "open"],
    queryFn: ({ signal }) => askApi("/jobs?open=true", jobPageSchema, { signal, background: true }),
    refetchInterval: ({ state: { data } }) =>
      (data?.items.length ?? 0) > 0 ? WHILE_OPEN_MS : WHILE_IDLE_MS,
  });
}

/** Stops a job; what it has done stays. */
export function cancelJob(id: string): Promise<{ id: string }> {
  return askApi(`/jobs/${encodeURIComponent(id)}/cancel`, z.object({ id: z.string() }), {
    post: {},
  });
}
