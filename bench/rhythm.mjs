// When the calls of a company are made: by day and by week, more from month to month, with agents
// that loop and incidents in which everything fails. The same seed gives the same rhythm.
import { random } from "./events.mjs";

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Share of a working day by hour (UTC): Europe in the morning, America in the afternoon. */
const BY_HOUR = [1, 1, 1, 1, 1, 2, 4, 7, 9, 10, 9, 8, 8, 10, 11, 11, 10, 8, 6, 5, 4, 3, 2, 1];
const WEEKEND = 0.18;
/** The last day has so many times the calls of the first one. */
const GROWTH = 9;

/**
 * Spans of time with what happens in them, in order, `calls` in all:
 * `{ start, ms, calls, pool }`, where a pool is "all", "loop-n" (one caller and tool) or
 * "incident-n" (one server, failing).
 */
export function rhythm({ seed, days, until, calls }) {
  const next = random(seed);
  const first = Math.floor((until - days * DAY_MS) / HOUR_MS) * HOUR_MS;
  const bursts = [
    // An agent that asks the same again and again: some calls a second for an hour or two.
    ...Array.from({ length: 40 }, (_, n) => ({
      start: first + Math.floor(next() * days * DAY_MS * 0.98),
      ms: HOUR_MS * (0.5 + 2 * next()),
      calls: Math.round((calls * (0.2 + next())) / 1_500),
      pool: `loop-${n}`,
    })),
    // Twenty minutes with hundreds of calls a second, at ten million.
    ...Array.from({ length: 4 }, (_, n) => ({
      start: first + Math.floor((n + 0.2 + 0.6 * next()) * (days / 4) * DAY_MS),
      ms: HOUR_MS / 3,
      calls: Math.round(calls * 0.025),
      pool: `incident-${n}`,
    })),
  ];
  const hours = Array.from({ length: Math.ceil((until - first) / HOUR_MS) }, (_, n) => {
    const start = first + n * HOUR_MS;
    const ms = Math.min(HOUR_MS, until - start);
    return {
      start,
      ms,
      pool: "all",
      weight: weightOf(start, (start - first) / (until - first)) * ms,
    };
  });
  const weights = hours.reduce((sum, { weight }) => sum + weight, 0);
  const left = calls - bursts.reduce((sum, burst) => sum + burst.calls, 0);
  let [before, placed] = [0, 0];
  for (const hour of hours) {
    before += hour.weight;
    // Rounded sums, so that no call is lost.
    hour.calls = Math.round((left * before) / weights) - placed;
    placed += hour.calls;
  }
  return [...hours, ...bursts].toSorted((a, b) => a.start - b.start);
}

function weightOf(at, share) {
  const date = new Date(at);
  const weekend = date.getUTCDay() % 6 === 0;
  return BY_HOUR[date.getUTCHours()] * (weekend ? WEEKEND : 1) * (1 + (GROWTH - 1) * share);
}

/** A time for each of so many calls that follows the spans. */
export function timesOf(spans, seed, count) {
  const next = random(seed);
  const sums = [];
  let sum = 0;
  for (const span of spans) sums.push((sum += span.pool === "all" ? span.calls : 0));
  return Array.from({ length: count }, () => {
    const wanted = next() * sum;
    const { start, ms } = spans[sums.findIndex((one) => one > wanted)];
    return Math.floor(start + next() * ms);
  });
}
