// What the console asks about exports.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";
import { type ExportFormat, type ExportPart, expectedSchema } from "./model";

/** The calls of a list: the query and the ends of its range, empty where open. */
export type ExportedList = { q: string; from: string; to: string };

/** How many calls an export would hold. */
export function countOptions(list: ExportedList) {
  return queryOptions({
    queryKey: ["calls", "count", list],
    queryFn: ({ signal }) =>
      askApi(`/calls/count?${new URLSearchParams(givenOf(list))}`, expectedSchema, { signal }),
  });
}

/** Begins an export; the file is at `exportUrl` for a minute. */
export function beginExport(
  list: ExportedList,
  { format, include }: { format: ExportFormat; include: readonly ExportPart[] },
): Promise<{ job: string }> {
  return askApi("/calls/export", z.object({ job: z.string() }), {
    post: {
      ...givenOf(list),
      format,
      ...(include.length > 0 && { include: include.join(",") }),
    },
  });
}

/** Where the browser fetches the file itself, so that it goes to the disk and not into the page. */
export function exportUrl(job: string): string {
  return `/api/v1/calls/export?${new URLSearchParams({ job })}`;
}

function givenOf(list: ExportedList): Record<string, string> {
  return Object.fromEntries(Object.entries(list).filter(([, value]) => value !== ""));
}
