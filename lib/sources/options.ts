// What the console asks about sources; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import { quarantinePage } from "../calls/quarantine-view";
import { activityView, arrivalsView, formatsPage, keysPage, sourcesPage, sourceView } from "./view";

/** Everything about sources: what a change makes out of date. */
export const SOURCES_KEY = ["sources"] as const;

const pathOf = (id: string) => `/sources/${encodeURIComponent(id)}`;
const SLOW_MS = 15_000;

/** All sources; asked again four times a minute, since "last contact" ages. */
export function sourcesOptions() {
  return queryOptions({
    queryKey: [...SOURCES_KEY, "list"],
    queryFn: ({ signal }) => askApi("/sources", sourcesPage, { signal, background: true }),
    refetchInterval: SLOW_MS,
  });
}

export function sourceOptions(id: string) {
  return queryOptions({
    queryKey: [...SOURCES_KEY, "one", id],
    queryFn: ({ signal }) => askApi(pathOf(id), sourceView, { signal, background: true }),
    refetchInterval: SLOW_MS,
  });
}

/** The formats that this version reads. */
export function formatsOptions() {
  return queryOptions({
    queryKey: ["formats"],
    queryFn: ({ signal }) => askApi("/formats", formatsPage, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function activityOptions(id: string) {
  return queryOptions({
    queryKey: [...SOURCES_KEY, "activity", id],
    queryFn: ({ signal }) =>
      askApi(`${pathOf(id)}/activity?hours=24`, activityView, { signal, background: true }),
    refetchInterval: SLOW_MS,
  });
}

/** Asked once a second, while the page is visible, until the first call is there. */
export function arrivalsOptions(id: string) {
  return queryOptions({
    queryKey: [...SOURCES_KEY, "arrivals", id],
    queryFn: ({ signal }) =>
      askApi(`${pathOf(id)}/arrivals`, arrivalsView, { signal, background: true }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.call ? false : 1_000),
  });
}

/** Keys of one source. Needs `sources:write`. */
export function keysOptions(id: string) {
  return queryOptions({
    queryKey: [...SOURCES_KEY, "keys", id],
    queryFn: ({ signal }) =>
      askApi(`/keys?${new URLSearchParams({ source: id })}`, keysPage, {
        signal,
        background: true,
      }),
    refetchInterval: SLOW_MS,
  });
}

export type QuarantineParams = {
  state: "waiting" | "settled";
  cursor: string | null;
};

export function quarantineOptions(id: string, { state, cursor }: QuarantineParams) {
  return queryOptions({
    queryKey: [...SOURCES_KEY, "quarantine", id, state, cursor],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ state, limit: "50", ...(cursor ? { cursor } : {}) });
      return askApi(`${pathOf(id)}/quarantine?${query}`, quarantinePage, { signal });
    },
  });
}
