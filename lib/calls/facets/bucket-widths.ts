// How wide the histogram's buckets are. Pure.
import type { Range } from "./counted-rows";

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];
const WIDTHS_MS = [
  ...[1, 5, 10, 30].map((n) => n * SECOND),
  ...[1, 5, 10, 30].map((n) => n * MINUTE),
  ...[1, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 7, 28, 91, 364].map((n) => n * DAY),
] as const;
/** A Monday, so that weeks begin with one. In milliseconds since the epoch. */
export const ORIGIN_MS = Date.UTC(1970, 0, 5);

/** The least round width that needs no more than `most` buckets for a finite range. */
export function bucketWidthMs({ from, to }: Range, most: number): number {
  const lengthMs = (to - from) / 1000;
  const year = 364 * DAY;
  return (
    WIDTHS_MS.find((width) => lengthMs / width <= most) ?? Math.ceil(lengthMs / most / year) * year
  );
}

/** The beginnings of the buckets that a range touches, in milliseconds, oldest first. */
export function bucketStarts({ from, to }: Range, widthMs: number): number[] {
  const first = Math.floor((from / 1000 - ORIGIN_MS) / widthMs) * widthMs + ORIGIN_MS;
  const count = Math.max(1, Math.ceil((to / 1000 - first) / widthMs));
  return Array.from({ length: count }, (_, n) => first + n * widthMs);
}
