// What the console asks about counts. At most three at a time, so that the browser's few connections
// are free for the rows.
import { queryOptions } from "@tanstack/react-query";
import pLimit from "p-limit";
import type { z } from "zod";
import { askApi } from "../../api-client";
import {
  type Facet,
  type FacetField,
  facetsSchema,
  type Histogram,
  histogramSchema,
} from "./model";
import { joinedFacets, joinedHistograms } from "./join-counts";

/** What is counted; empty ends are open. */
export type CountedView = { q: string; from: string; to: string };

const lane = pLimit(3);
/** More than are listed at first: parts of a count over the calls are added up from what each has. */
const MOST_VALUES = 200;

/** What every count is kept under. */
export const COUNT_KEYS = [
  ["calls", "facet"],
  ["calls", "histogram"],
] as const;

/**
 * The values of one field. A count over the calls themselves is given as far as it got (`searchedTo`),
 * and goes on from there.
 */
export function facetOptions(view: CountedView, field: FacetField, contains = "") {
  return queryOptions({
    queryKey: [...COUNT_KEYS[0], view, field, contains],
    queryFn: ({ signal, client, queryKey }) => {
      const ask = async (before: string | null): Promise<Facet> => {
        const more = { fields: field, contains, limit: String(MOST_VALUES) };
        const { items } = await askCounts("facets", view, more, before, facetsSchema, signal);
        const [facet] = items;
        if (!facet) throw new Error(`the answer has no ${field}`);
        return facet;
      };
      return complete(ask, joinedFacets, (facet) => client.setQueryData(queryKey, facet));
    },
  });
}

/** Calls by time and verdict; partial like `facetOptions`. */
export function histogramOptions(view: CountedView, buckets: number) {
  return queryOptions({
    queryKey: [...COUNT_KEYS[1], view, buckets],
    queryFn: ({ signal, client, queryKey }) => {
      const more = { buckets: String(buckets) };
      const ask = (before: string | null): Promise<Histogram> =>
        askCounts("histogram", view, more, before, histogramSchema, signal);
      return complete(ask, joinedHistograms, (one) => client.setQueryData(queryKey, one));
    },
  });
}

/** Asks until nothing is left, and shows what is known so far. */
async function complete<T extends { searchedTo: string | null }>(
  ask: (before: string | null) => Promise<T>,
  join: (newer: T, older: T) => T,
  show: (sofar: T) => void,
): Promise<T> {
  let sofar = await ask(null);
  while (sofar.searchedTo !== null) {
    show(sofar);
    sofar = join(sofar, await ask(sofar.searchedTo));
  }
  return sofar;
}

function askCounts<Schema extends z.ZodType>(
  what: "facets" | "histogram",
  view: CountedView,
  more: Record<string, string>,
  before: string | null,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.infer<Schema>> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...view, ...more, before: before ?? "" }))
    if (value) query.set(key, value);
  return lane(() => {
    signal.throwIfAborted();
    return askApi(`/calls/${what}?${query}`, schema, { signal });
  });
}
