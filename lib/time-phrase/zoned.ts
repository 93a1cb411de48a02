// Between instants and what a clock on the wall shows. A wall time is kept as if it were UTC, in ms.
import { tzOffset } from "@date-fns/tz";

export const DAY = 86_400_000;

/** What the clock shows in the zone at an instant. */
export function wallAt(instant: number, zone: string): number {
  return instant + offsetAt(instant, zone);
}

/**
 * The instant at which the clock shows a time. Where clocks go back it shows one twice: `first` or
 * `last` of them. Where they go forward it never shows some: the moment at which they are skipped.
 */
export function instantOf(wall: number, zone: string, which: "first" | "last"): number {
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  const found = [wall - before, wall - after]
    .filter((instant) => wallAt(instant, zone) === wall)
    .toSorted((a, b) => a - b);
  return (which === "first" ? found[0] : found.at(-1)) ?? jump(wall - after, wall - before, zone);
}

/** When the clock moves between two instants of one day. */
function jump(from: number, to: number, zone: string): number {
  let [low, high] = [Math.min(from, to), Math.max(from, to)];
  const before = offsetAt(low, zone);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

function offsetAt(instant: number, zone: string): number {
  return tzOffset(zone, new Date(instant)) * 60_000;
}
