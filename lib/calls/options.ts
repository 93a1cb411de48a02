// What the console asks about calls; keys are shared with the server's prefetch.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { askApi, isPassing } from "../api-client";
import type { CallListParams } from "./address";
import {
  type CallPage,
  type CallPayload,
  type CallRow,
  callDetailSchema,
  callPageSchema,
  callPayloadSchema,
  callPresenceSchema,
  foundSchema,
  type SUGGEST_FIELDS,
  suggestionsSchema,
} from "./view";

/**
 * One page of calls, newest first. A search that takes long is shown as far as it got, and goes on
 * from there. Where the page could not be read again, it is asked for until it can.
 */
export function callsOptions(params: CallListParams) {
  return queryOptions({
    queryKey: ["calls", "list", params],
    queryFn: async ({ signal, client, queryKey }): Promise<CallPage> => {
      const before = client.getQueryData<CallPage>(queryKey);
      let page = before?.searchedTo != null ? before : await askPage(params, params.cursor, signal);
      while (page.searchedTo !== null && page.items.length < params.limit) {
        client.setQueryData(queryKey, page);
        const limit = params.limit - page.items.length;
        const more = await askPage({ ...params, limit }, onwards(page, params), signal);
        page = joined(page, more, params);
      }
      return page;
    },
    refetchInterval: ({ state: { status, error } }) =>
      status === "error" && isPassing(error) ? 15_000 : false,
  });
}

function askPage(params: CallListParams, cursor: string | null, signal: AbortSignal) {
  const query = new URLSearchParams({ limit: String(params.limit) });
  for (const key of ["q", "from", "to"] as const) if (params[key]) query.set(key, params[key]);
  if (cursor) query.set("cursor", cursor);
  return askApi(`/calls?${query}`, callPageSchema, { signal });
}

/** Towards newer calls a page is searched from its older end. */
export function isNewer({ cursor }: Pick<CallListParams, "cursor">): boolean {
  return cursor?.startsWith("n.") === true;
}

function onwards(page: CallPage, params: CallListParams): string | null {
  return isNewer(params) ? page.previous : page.next;
}

function joined(page: CallPage, more: CallPage, params: CallListParams): CallPage {
  const { head } = page;
  return isNewer(params)
    ? { ...more, items: [...more.items, ...page.items], next: page.next ?? more.next, head }
    : { ...more, items: [...page.items, ...more.items], previous: page.previous, head };
}

/** How often a live view asks. Sequencing takes up to 200 ms more: within a second a call is seen. */
const LIVE_EVERY_MS = 700;
const MOST_AT_ONCE = 200;
/** Newer than these are not kept: the list is read anew where more came. */
const MOST_KEPT = 1_000;

/** What came since the page was read: all of it, oldest first, or that it was too much. */
export type Live = { head: number; calls: CallRow[]; overrun: boolean };

/**
 * Calls that match and were sequenced after `start`, gathered for as long as somebody watches.
 * `params` are those of the first page.
 */
export function liveOptions(params: CallListParams, start: number) {
  return queryOptions({
    queryKey: ["calls", "live", params, start],
    queryFn: async ({ signal, client, queryKey }): Promise<Live> => {
      const before = client.getQueryData<Live>(queryKey) ?? {
        head: start,
        calls: [],
        overrun: false,
      };
      const query = new URLSearchParams({
        after: String(before.head),
        limit: String(MOST_AT_ONCE),
      });
      for (const key of ["q", "from"] as const) if (params[key]) query.set(key, params[key]);
      const page = await askApi(`/calls?${query}`, callPageSchema, { signal, background: true });
      const calls = [...before.calls, ...page.items];
      const overrun = page.complete === false || calls.length > MOST_KEPT;
      return { head: page.head, calls: calls.slice(-MOST_KEPT), overrun };
    },
    refetchInterval: LIVE_EVERY_MS,
    // Whoever comes back to the tab sees what came meanwhile, not what was there before.
    refetchOnWindowFocus: true,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
}

/** One call in full. It never changes, but its verdict may be judged anew. */
export function callOptions(id: string) {
  return queryOptions({
    queryKey: ["calls", "one", id],
    queryFn: ({ signal }) =>
      askApi(`/calls/${encodeURIComponent(id)}`, callDetailSchema, { signal }),
  });
}

/** Whether anything is connected and when the newest call was; for the empty states. */
export function presenceOptions() {
  return queryOptions({
    queryKey: ["calls", "presence"],
    queryFn: ({ signal }) => askApi("/calls/presence", callPresenceSchema, { signal }),
  });
}

export type SuggestField = (typeof SUGGEST_FIELDS)[number];

/** Values of a field that begin with or contain `text`. */
export function suggestOptions(field: SuggestField, text: string) {
  return queryOptions({
    queryKey: ["calls", "suggest", field, text],
    queryFn: ({ signal }) =>
      askApi(`/calls/suggest?${new URLSearchParams({ field, text })}`, suggestionsSchema, {
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

/** Identities, servers, tools, sources and clients that are called like `text`. */
export function foundOptions(text: string) {
  return queryOptions({
    queryKey: ["calls", "find", text],
    queryFn: ({ signal }) =>
      askApi(`/calls/find?${new URLSearchParams({ text })}`, foundSchema, { signal }),
    placeholderData: keepPreviousData,
  });
}

export type PayloadPart = keyof CallPayload;

/** Opens sealed parts of a call. Needs `payload:read`; each look is recorded. */
export function openPayload(id: string, parts: PayloadPart[]): Promise<CallPayload> {
  return askApi(`/calls/${encodeURIComponent(id)}/payload`, callPayloadSchema, {
    post: { parts },
  });
}
