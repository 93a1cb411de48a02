// Apart from the other options of approvals: every page has the frame, and few need the rest.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";

const WATCH_MS = 15_000;
const counted = z.object({ waiting: z.int() });

/** How much waits for the viewer, for the frame; asked again often, as it denies itself in minutes. */
export function waitingApprovalsOptions() {
  return queryOptions({
    queryKey: ["approvals", "waiting"],
    queryFn: ({ signal }) => askApi("/approvals?limit=1", counted, { signal, background: true }),
    select: ({ waiting }) => waiting,
    refetchInterval: WATCH_MS,
    refetchOnWindowFocus: true,
  });
}
