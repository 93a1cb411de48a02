// Two parts of one count, the newer first, as one. Pure.
import { type Verdict, VERDICTS } from "../../identity/model";
import type { Bucket, Facet, FacetValue, Histogram } from "./model";

export function joinedFacets(newer: Facet, older: Facet): Facet {
  const sums = new Map<string | null, FacetValue>();
  for (const one of [...newer.values, ...older.values]) {
    sums.set(one.value, { ...one, count: one.count + (sums.get(one.value)?.count ?? 0) });
  }
  return {
    ...older,
    total: newer.total + older.total,
    more: newer.more || older.more,
    // A value that one of them does not list may be missing from the sum.
    exact: newer.exact && older.exact && !newer.more && !older.more,
    values: [...sums.values()].toSorted((a, b) => b.count - a.count),
  };
}

/** The frame is that of the newer part: `now` went on since. */
export function joinedHistograms(newer: Histogram, older: Histogram): Histogram {
  const more = new Map(older.buckets.map(({ from, counts }) => [from, counts]));
  return {
    ...newer,
    searchedTo: older.searchedTo,
    total: newer.total + older.total,
    buckets: newer.buckets.map(({ from, counts }) => ({
      from,
      counts: sumOf(counts, more.get(from) ?? {}),
    })),
  };
}

/** Of two buckets; verdicts without calls are left out. */
export function sumOf(a: Bucket["counts"], b: Bucket["counts"]): Bucket["counts"] {
  const sum = (verdict: Verdict) => (a[verdict] ?? 0) + (b[verdict] ?? 0);
  return Object.fromEntries(VERDICTS.flatMap((one) => (sum(one) > 0 ? [[one, sum(one)]] : [])));
}
