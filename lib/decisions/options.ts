// What the console asks about decisions; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import type { DecisionsAddress } from "../routes";
import { decisionsPage } from "./view";

/** One page, newest first. */
export function decisionsOptions(address: DecisionsAddress) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["decisions", "list", address],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams();
      for (const [key, value] of Object.entries(address)) if (value) query.set(key, value);
      return askApi(`/decisions?${query}`, decisionsPage, { signal });
    },
  });
}
