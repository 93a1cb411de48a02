// What the console asks about the catalog; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import type { CatalogAddress } from "../routes";
import { toolDetail } from "./detail-view";
import { catalogServersPage, toolsPage } from "./model";

/** Servers, and how many tools wait in all. */
export function catalogServersOptions() {
  return queryOptions({
    queryKey: ["catalog", "servers"],
    queryFn: ({ signal }) => askApi("/catalog/servers", catalogServersPage, { signal }),
  });
}

/** One page of tools. */
export function toolsOptions(address: CatalogAddress) {
  const query = new URLSearchParams(
    Object.entries(address).filter((entry): entry is [string, string] => Boolean(entry[1])),
  ).toString();
  return queryOptions({
    queryKey: ["catalog", "tools", query],
    queryFn: ({ signal }) => askApi(`/tools?${query}`, toolsPage, { signal }),
  });
}

/** The first of those that wait. */
export const waitingOptions = () => toolsOptions({ state: "waiting" });

export function toolOptions(id: string) {
  return queryOptions({
    queryKey: ["catalog", "tool", id],
    queryFn: ({ signal }) => askApi(`/tools/${encodeURIComponent(id)}`, toolDetail, { signal }),
  });
}
