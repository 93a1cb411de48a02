// Where the parts of a bar stand. Pure.
import type { Bucket } from "@/lib/calls/facets/model";
import type { Verdict } from "@/lib/identity/model";
import { WORST_FIRST } from "../../overview/verdict-order";

/** So that a single call among thousands is seen. In pixels. */
const LEAST = 2;

export type Segment = { verdict: Verdict; y: number; height: number };

/** The bar of a bucket, the worst verdict at the bottom; `most` calls are as high as the chart. */
export function stackOf(counts: Bucket["counts"], most: number, height: number): Segment[] {
  const parts = WORST_FIRST.flatMap((verdict) => {
    const n = counts[verdict] ?? 0;
    return n === 0 ? [] : [{ verdict, height: Math.max(LEAST, (n / most) * height) }];
  });
  // Raised parts push the bar out of the chart: the largest gives way.
  const over = parts.reduce((sum, part) => sum + part.height, 0) - height;
  const largest = parts.toSorted((a, b) => b.height - a.height)[0];
  if (over > 0 && largest) largest.height = Math.max(LEAST, largest.height - over);
  let y = height;
  return parts.map((part) => ({ ...part, y: (y -= part.height) }));
}

export function totalOf(counts: Bucket["counts"]): number {
  return WORST_FIRST.reduce((sum, verdict) => sum + (counts[verdict] ?? 0), 0);
}
