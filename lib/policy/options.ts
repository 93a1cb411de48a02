// What the console asks about the policy, its versions and drafts; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import type { DraftsAddress } from "../routes";
import { draftsPage, draftView } from "./drafts/model";
import { policyVersionsPage, policyView } from "./view";

/** One page of drafts, the last saved first; open ones where the address says no state. */
export function draftsOptions(address: DraftsAddress) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["policy", "drafts", address],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ state: address.state ?? "open" });
      if (address.cursor) query.set("cursor", address.cursor);
      return askApi(`/policy/drafts?${query}`, draftsPage, { signal });
    },
  });
}

/** One draft with its text. */
export function draftOptions(id: string) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["policy", "draft", id],
    queryFn: ({ signal }) =>
      askApi(`/policy/drafts/${encodeURIComponent(id)}`, draftView, { signal }),
  });
}

/** One page of versions, the newest first. */
export function versionsOptions(cursor: string | undefined) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["policy", "versions", cursor ?? ""],
    queryFn: ({ signal }) =>
      askApi(`/policy/versions${cursor ? `?cursor=${cursor}` : ""}`, policyVersionsPage, {
        signal,
      }),
  });
}

/** One version with its text, which never changes. */
export function versionOptions(number: number) {
  return queryOptions({
    staleTime: Infinity,
    queryKey: ["policy", "version", number],
    queryFn: ({ signal }) => askApi(`/policy/versions/${number}`, policyView, { signal }),
  });
}
