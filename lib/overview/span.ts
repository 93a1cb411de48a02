// Which whole hours or days a range means. Pure: what is counted is exactly what a link can open.
import { timeBound } from "../calls/time-bounds";
import { DomainError } from "../errors";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Up to here hours are counted, above it days. */
const HOURS_UP_TO_MS = 8 * DAY_MS;
const MOST_STEPS = 64;
/** Hours and days in a step that people think in; beyond, whole years. */
const STEPS = { hour: [1, 2, 3], day: [1, 2, 7, 14, 28, 91, 364] } as const;
/** Gateways' clocks may run ahead so far (`lib/calls/time-window.ts`). */
const AHEAD_MS = 5 * 60_000;

/** Milliseconds since the epoch, `to` exclusive. */
export type Span = { unit: "hour" | "day"; from: number; to: number; stepMs: number };

/**
 * The whole hours or days (UTC) that hold the range; an open end is where the calls begin, or now. No
 * longer than there can be calls. Throws `invalid` for what is no range.
 */
export function countedSpan(
  range: { from?: string | undefined; to?: string | undefined },
  known: { first: number | null; now: number },
): Span {
  const { now } = known;
  const until = range.to ? Date.parse(timeBound("to", range.to, now)) : now;
  const since = range.from
    ? Date.parse(timeBound("from", range.from, now))
    : Number.NEGATIVE_INFINITY;
  if (since >= until) {
    const message = "lies before the start of the range";
    throw new DomainError("invalid", `to: ${message}`, { fields: [{ path: "to", message }] });
  }
  const start = Math.max(since, known.first ?? Math.max(since, until - HOUR_MS));
  const end = Math.min(until, now + AHEAD_MS);
  const unit = end - start <= HOURS_UP_TO_MS ? "hour" : "day";
  const unitMs = unit === "hour" ? HOUR_MS : DAY_MS;
  const to = Math.ceil(end / unitMs) * unitMs;
  const from = Math.min(Math.floor(start / unitMs) * unitMs, to - unitMs);
  return { unit, from, to, stepMs: unitsAStep(unit, (to - from) / unitMs) * unitMs };
}

function unitsAStep(unit: "hour" | "day", units: number): number {
  const known = STEPS[unit].find((step) => units / step <= MOST_STEPS);
  return known ?? Math.ceil(units / MOST_STEPS / 364) * 364;
}

/** As long, just before; null where no call is as old. */
export function spanBefore(span: Span, first: number | null): Span | null {
  if (first === null || first >= span.from) return null;
  return { ...span, from: span.from - (span.to - span.from), to: span.from };
}

/** The span's steps; the last may be shorter. */
export function stepsOf({ from, to, stepMs }: Span): { from: number; to: number }[] {
  const count = Math.ceil((to - from) / stepMs);
  return Array.from({ length: count }, (_, n) => ({
    from: from + n * stepMs,
    to: Math.min(from + (n + 1) * stepMs, to),
  }));
}
