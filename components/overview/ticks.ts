// Where the time axis has its marks: at full hours or days of the zone, never more than fit.
import { instantParts } from "@/lib/time-range";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST = 8;
const STEPS = [
  ...[1, 5, 10, 30, 60, 300, 600, 1800].map((s) => s * 1000),
  ...[1, 2, 3, 6, 12, 24, 48, 168, 336, 672, 1344, 2688, 5376].map((h) => h * HOUR_MS),
];

/**
 * Instants between two ends, evenly, on round hours or midnights of the zone; on finer steps only down to
 * `leastMs`.
 */
export function tickInstants(
  from: number,
  to: number,
  zone: string,
  leastMs: number = HOUR_MS,
): number[] {
  const step = STEPS.find((ms) => ms >= leastMs && (to - from) / ms <= MOST) ?? (to - from) / MOST;
  const { time } = instantParts(new Date(from).toISOString(), zone);
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  // How far the first end is from midnight there: steps count from that midnight.
  const sinceMidnight = hours * HOUR_MS + minutes * 60_000 + seconds * 1000 + (from % 1000);
  const start = from - sinceMidnight;
  const first = start + Math.ceil((from - start) / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, n) => first + n * step);
}

/** "14:00" within two days ("14:00:05" within minutes), else "21 Nov"; with the year above a year. */
export function tickName(at: number, spanMs: number, zone: string): string {
  const { date, time } = instantParts(new Date(at).toISOString(), zone);
  const [day = "", month = "", year = ""] = date.split(" ");
  if (spanMs > 365 * DAY_MS) return `${month} ${year}`;
  const atMidnight = time.startsWith("00:00");
  if (spanMs > 2 * DAY_MS || atMidnight) return `${day} ${month}`;
  return time.slice(0, spanMs < 5 * 60_000 ? 8 : 5);
}
