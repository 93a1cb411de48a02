// The way out of a narrow range. Pure.
import type { CallsAddress } from "../routes";
import { isInstant } from "../time-range";

/** Three times as long around the same middle, but not beyond now; null for a range without two instants. */
export function widerRange(
  { from, to }: Pick<CallsAddress, "from" | "to">,
  now: number,
): { from: string; to: string } | null {
  if (!from || !to || !isInstant(from) || !isInstant(to)) return null;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const length = end - start;
  if (length <= 0) return null;
  const until = Math.max(end, Math.min(end + length, now));
  return { from: isoOf(until - 3 * length), to: isoOf(until) };
}

/** An instant as the address has it: without a fraction that is 0. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace(".000Z", "Z");
}
