// What the console asks about grants, deputies, figures and what stands around a card; keys are shared
// with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import { approvalsPage, grantsPage } from "./view";
import { delegationsPage, figuresView, noticesView, standingView } from "./around-view";

const WATCH_MS = 15_000;

/** What stands above the inbox. */
export function noticesOptions() {
  return queryOptions({
    queryKey: ["approvals", "notices"],
    queryFn: ({ signal }) => askApi("/approval-notices", noticesView, { signal, background: true }),
    refetchInterval: WATCH_MS,
  });
}

/** What the policy in force says of one, and how many equal ones were approved. */
export function standingOptions(id: string) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["approvals", "standing", id],
    queryFn: ({ signal }) =>
      askApi(`/approvals/${encodeURIComponent(id)}/standing`, standingView, { signal }),
  });
}

/** The last approvals of a caller, by slug or `prn_…`: those that the viewer may see. */
export function callerApprovalsOptions(caller: string) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["approvals", "of", caller],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ tab: "all", caller, limit: "6" });
      return askApi(`/approvals?${query}`, approvalsPage, { signal });
    },
  });
}

/** What the API is asked for what waits for anybody. */
export const allWaitingQuery = { tab: "all", state: "pending", limit: 6 } as const;

/** The last asked first, and whether there is more. */
export function allWaitingOptions() {
  return queryOptions({
    queryKey: ["approvals", "all-waiting"],
    queryFn: ({ signal }) =>
      askApi(
        `/approvals?${new URLSearchParams({ ...allWaitingQuery, limit: String(allWaitingQuery.limit) })}`,
        approvalsPage,
        {
          signal,
          background: true,
        },
      ),
    refetchInterval: WATCH_MS,
  });
}

/** One page of grants: those that stand first. */
export function grantsOptions(cursor?: string) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["approvals", "grants", cursor ?? ""],
    queryFn: ({ signal }) =>
      askApi(`/approval-grants${cursor ? `?${new URLSearchParams({ cursor })}` : ""}`, grantsPage, {
        signal,
      }),
  });
}

/** The viewer's deputies, and whose deputy they are. */
export function delegationsOptions() {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["approvals", "delegations"],
    queryFn: ({ signal }) => askApi("/approval-delegations", delegationsPage, { signal }),
  });
}

/** How much was asked of whom in the last 30 days. */
export function figuresOptions() {
  return queryOptions({
    staleTime: 30_000,
    queryKey: ["approvals", "figures"],
    queryFn: ({ signal }) => askApi("/approval-figures", figuresView, { signal }),
  });
}
