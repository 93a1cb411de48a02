// What the console asks about the policy, its versions and drafts; keys are shared with the server's prefetch.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { ApiError, askApi } from "../api-client";
import { isOpen } from "../jobs/model";
import type { DraftsAddress, ExportAddress } from "../routes";
import { semanticDiff } from "./diff/model";
import { draftsPage, draftView } from "./drafts/model";
import { exportView } from "./export/model";
import { draftReview, singleAdminView } from "./guard/review-view";
import { type Outcome, replayView } from "./replay/model";
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

/** One draft with its text; a page that shows it asks again and again. */
export function draftOptions(id: string) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["policy", "draft", id],
    queryFn: ({ signal }) =>
      askApi(`/policy/drafts/${encodeURIComponent(id)}`, draftView, { signal, background: true }),
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

const compared = semanticDiff.extend({ before: z.string(), after: z.string() });

/** Two versions by what each identity gains and loses, with their texts. Version 0 is what was before the first. */
export function versionsDiffOptions(before: number, after: number) {
  return queryOptions({
    staleTime: 60_000,
    queryKey: ["policy", "diff", before, after],
    queryFn: ({ signal }) => askDiff({ version: before }, { version: after }, signal),
  });
}

/** The same of a draft and the version that it was made from. */
export function draftDiffOptions(draft: { id: string; revision: number; base: number }) {
  const { id, revision, base } = draft;
  return queryOptions({
    staleTime: 60_000,
    retry: false,
    queryKey: ["policy", "draft", id, "diff", revision, base],
    queryFn: ({ signal }) => askDiff({ version: base }, { draft: id }, signal),
  });
}

function askDiff(before: object, after: object, signal: AbortSignal) {
  return askApi("/policy/diff", compared, { post: { before, after }, signal });
}

const WHILE_REPLAYING_MS = 1_500;
/** How many kinds of what a replay found are shown at first. */
export const FIRST_FOUND = 25;

/** The last replay of a draft with the first of what it found; null where there was none. */
export function replayOptions(id: string, outcome: Outcome | undefined, limit: number) {
  return queryOptions({
    staleTime: 5_000,
    placeholderData: keepPreviousData,
    // Apart from what a change of the policy reads anew: it stays what it was until the next replay.
    queryKey: ["policy-replay", id, outcome ?? "", limit],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ limit: String(limit), ...(outcome && { outcome }) });
      const path = `/policy/drafts/${encodeURIComponent(id)}/simulation?${query}`;
      return askApi(path, replayView, { signal, background: true }).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      });
    },
    refetchInterval: ({ state: { data } }) =>
      data && isOpen(data.job.state) ? WHILE_REPLAYING_MS : false,
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

/** Whether one admin may do alone what takes two, and why. */
export function singleAdminOptions() {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["policy", "single-admin"],
    queryFn: ({ signal }) => askApi("/policy/single-admin", singleAdminView, { signal }),
  });
}

/** A version for a gateway that decides by itself. */
export function exportOptions(version: number, address: ExportAddress) {
  return queryOptions({
    staleTime: 60_000,
    retry: false,
    queryKey: ["policy", "export", version, address],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ version: String(version) });
      for (const [key, value] of Object.entries(address)) if (value) query.set(key, value);
      return askApi(`/policy/export?${query}`, exportView, { signal });
    },
  });
}
