// What the console asks about calls; keys are shared with the server's prefetch.
import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { askApi, isPassing } from "../api-client";
import type { CallListParams } from "./address";
import { type CallChain, endOf, linked, reaches } from "./call-chain";
import { readPage } from "./read-page";
import type { Surroundings } from "./surroundings";
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

/** How many calls are read at once beyond the first page. */
const MORE = 200;
/** Pages whose rows are kept while nobody looks at them; any other is read again when one comes back to it. */
const MOST_PAGES_KEPT = 20;
/** A first page that has more new calls above it than these many pages begins the list anew. */
const MOST_PAGES_AGAIN = 4;

/** The first page of calls that an address shows. Read again, it is asked for until it can be read. */
export function callsOptions(params: CallListParams) {
  const { cursor } = params;
  return queryOptions({
    queryKey: pageKey(params, cursor),
    queryFn: async ({ signal, client }): Promise<CallPage> => {
      const { queryKey } = chainOptions(params);
      const chain = client.getQueryData(queryKey);
      const end = chain?.anew ? null : endOf(chain, cursor);
      const page = await readPage(params, { cursor, end, most: MOST_PAGES_AGAIN }, signal);
      // Where it does not reach what was read below it, the list begins anew.
      if (end !== null && reaches(page.items, end))
        client.setQueryData(queryKey, (known) => known && linked(known, cursor, page));
      return page;
    },
    refetchInterval: ({ state: { status, error } }) =>
      status === "error" && isPassing(error) ? 15_000 : false,
  });
}

/** A further page of a list; the list learns of it. */
export function callPageOptions(params: CallListParams, cursor: string) {
  return queryOptions({
    queryKey: pageKey(params, cursor),
    queryFn: async ({ signal, client }): Promise<CallPage> => {
      const { queryKey } = chainOptions(params);
      const end = endOf(client.getQueryData(queryKey), cursor);
      const page = await readPage({ ...params, limit: MORE }, { cursor, end }, signal);
      client.setQueryData(queryKey, (chain) => chain && linked(chain, cursor, page));
      letGo(client);
      return page;
    },
    // It is part of what is being read: only "refresh" and judging anew ask again.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What of a list was read: kept by its pages, asked of nobody. */
export function chainOptions(params: CallListParams) {
  return queryOptions<CallChain>({ queryKey: ["call-chain", params], enabled: false });
}

/** How far down a list was scrolled when it was left, in pixels. */
export function placeOptions(params: CallListParams) {
  return queryOptions<number>({ queryKey: ["call-place", params], enabled: false });
}

/** The open call among its neighbours: the list says it, the drawer reads it. */
export type Neighbours = {
  id: string;
  newer: string | null;
  older: string | null;
  /** Of the page that holds it. */
  cursor: string | null;
};

export function neighboursOptions(params: CallListParams) {
  return queryOptions<Neighbours>({ queryKey: ["call-neighbours", params], enabled: false });
}

/** Under which the rows of a page are, the first one's or a further one's. */
export function pageKey(params: CallListParams, cursor: string | null) {
  return ["calls", "list", { ...params, cursor }] as const;
}

/** Rows of pages that nobody looks at, beyond those read last. */
function letGo(client: QueryClient) {
  const cache = client.getQueryCache();
  const unseen = cache.findAll({ queryKey: ["calls", "list"], type: "inactive" });
  const latest = unseen.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const query of latest.slice(MOST_PAGES_KEPT)) cache.remove(query);
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

const MOST_AROUND = 50;

/** At most 50 calls on each side of a call, nearest to it, and whether there are more. */
export function aroundOptions(id: string, { q, from, to }: Surroundings) {
  const params = { q, from, to, limit: MOST_AROUND };
  // A place in the list is a side and a call.
  const side = async (cursor: string, signal: AbortSignal) =>
    await readPage({ ...params, cursor }, { cursor, end: null }, signal);
  return queryOptions({
    queryKey: ["calls", "around", id, q, from, to],
    queryFn: async ({ signal }) => {
      const [newer, older] = await Promise.all([side(`n.${id}`, signal), side(`o.${id}`, signal)]);
      return {
        newer: { items: newer.items, more: newer.previous !== null },
        older: { items: older.items, more: older.next !== null },
      };
    },
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
