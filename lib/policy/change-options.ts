// Apart from what else the console asks about the policy: the calls page loads this one alone.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import { policyChanges } from "./change-view";

/** Versions and blocks from one instant to before another, RFC 3339. */
export function policyChangesOptions(range: { from: string; to: string }) {
  return queryOptions({
    staleTime: 30_000,
    queryKey: ["policy", "changes", range],
    queryFn: ({ signal }) =>
      askApi(`/policy/changes?${new URLSearchParams(range)}`, policyChanges, {
        signal,
        background: true,
      }),
  });
}
