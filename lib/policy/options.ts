// What the console asks about the policy, its versions and drafts; keys are shared with the server's prefetch.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import type { DraftsAddress } from "../routes";
import { draftsPage, draftView } from "./drafts/model";
import { draftReview } from "./guard/review-view";
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

/** What stands between a draft and its publication, as of now. */
export function reviewOptions(id: string, revision: number) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["policy", "draft", id, "review", revision],
    queryFn: ({ signal }) =>
      askApi(`/policy/drafts/${encodeURIComponent(id)}/review`, draftReview, { signal }),
  });
}

/** The same of a text that is being written; what was said of the text before stays until it is known. */
export function checkOptions(document: string, base: number) {
  return queryOptions({
    staleTime: 30_000,
    // Each text is another key: none is kept for long.
    gcTime: 10_000,
    retry: false,
    placeholderData: keepPreviousData,
    queryKey: ["policy-check", base, document],
    queryFn: ({ signal }) =>
      askApi("/policy/check", draftReview, { post: { document, base }, signal }),
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
