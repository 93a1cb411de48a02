// What the console asks about approvals; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import type { ApprovalsAddress } from "../routes";
import { selectionView } from "./selection-view";
import { approvalArguments, approvalDetail, approvalsPage } from "./view";

/** Everything about approvals: what a decision makes out of date. */
export const APPROVALS_KEY = ["approvals"] as const;

/** While the page is visible: what somebody else decides is seen at once. */
const LIVE_MS = 2_000;
const SELECTION_LIVE_MS = 5_000;
/** What is live is tried again as often, not less and less: the network may be back any moment. */
const LIVE = { staleTime: 0, retryDelay: LIVE_MS, refetchOnWindowFocus: true };

type ListAddress = Pick<ApprovalsAddress, "tab" | "cursor">;

/** What the API is asked for one page of the list. */
export function listQuery({ tab, cursor }: ListAddress) {
  return { tab: tab ?? ("mine" as const), limit: 50, ...(cursor === undefined ? {} : { cursor }) };
}

/** One page of a tab, asked again every two seconds while it is looked at. */
export function approvalsOptions(address: ListAddress) {
  const query = listQuery(address);
  return queryOptions({
    queryKey: [...APPROVALS_KEY, "list", query.tab, query.cursor ?? ""],
    queryFn: ({ signal }) => {
      const text = new URLSearchParams({ ...query, limit: String(query.limit) });
      return askApi(`/approvals?${text}`, approvalsPage, { signal, background: true });
    },
    ...LIVE,
    refetchInterval: LIVE_MS,
  });
}

/** One approval's card without its arguments; asked again as often, also when it is over. */
export function approvalOptions(id: string) {
  return queryOptions({
    queryKey: [...APPROVALS_KEY, "one", id],
    queryFn: ({ signal }) => askApi(pathOf(id), approvalDetail, { signal, background: true }),
    ...LIVE,
    refetchInterval: LIVE_MS,
  });
}

/** Several side by side; dearer to read than one, so asked again less often. */
export function selectionOptions(ids: readonly string[]) {
  return queryOptions({
    queryKey: [...APPROVALS_KEY, "selection", ...ids],
    queryFn: ({ signal }) =>
      askApi(`/approval-selection?ids=${ids.join(",")}`, selectionView, {
        signal,
        background: true,
      }),
    ...LIVE,
    refetchInterval: SELECTION_LIVE_MS,
  });
}

/** The arguments of one approval. Each time they are asked for is a record in the admin log. */
export function argumentsOptions(id: string, reveal: boolean) {
  return queryOptions({
    // Apart from what a decision reads anew: what was bound never changes.
    queryKey: ["approval-arguments", id, reveal],
    queryFn: ({ signal }) =>
      askApi(`${pathOf(id)}/arguments`, approvalArguments, { post: { reveal }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // Not kept once nobody looks: opened again, it is another look.
    gcTime: 0,
    retry: false,
  });
}

const pathOf = (id: string) => `/approvals/${encodeURIComponent(id)}`;
