import { parseInstant } from "../identity/instant";

const AHEAD_MS = 5 * 60 * 1000;
const DAY_MS = 24 * 3600 * 1000;
const BACK_MS = 35 * DAY_MS;
const OLDEST_MS = Date.UTC(2000, 0, 1);

/**
 * Why a record's time is not accepted, or null. Without the right to backfill: 35 days back to
 * 5 minutes ahead; with it: from the year 2000 on, and no further back than calls are kept.
 */
export function outsideWindow(
  time: string,
  receivedMs: number,
  backfill: boolean,
  keptDays = Number.POSITIVE_INFINITY,
): string | null {
  const ms = parseInstant(time) / 1000;
  if (Number.isNaN(ms)) return `time: ${time} is no RFC 3339 date-time`;
  if (ms > receivedMs + AHEAD_MS) return `time: ${time} lies more than 5 minutes ahead`;
  if (backfill) {
    if (ms < OLDEST_MS) return `time: ${time} lies before the year 2000`;
    if (ms >= receivedMs - keptDays * DAY_MS) return null;
    return `time: ${time} is older than ${keptDays} days, after which calls are removed here`;
  }
  if (ms < receivedMs - BACK_MS) {
    return `time: ${time} is older than 35 days, which needs a key with the scope events:backfill`;
  }
  return null;
}
