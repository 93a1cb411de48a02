// Apart from the other options of the catalog: every page has the frame, and few need the rest.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";

const WATCH_MS = 60_000;

/** What the frame reads of the page of servers. */
const waitingOnly = z.object({ waiting: z.number().int() });

/**
 * How many tools wait, for the frame, asked again each minute. A key of its own: what the frame asks
 * for first, a page could not hand over from the server.
 */
export function waitingCountOptions() {
  return queryOptions({
    queryKey: ["catalog", "waiting"],
    queryFn: ({ signal }) => askApi("/catalog/servers", waitingOnly, { signal, background: true }),
    select: ({ waiting }) => waiting,
    refetchInterval: WATCH_MS,
  });
}
