/** The counts of the directory are of this many days, and of the first of them the whole (UTC). */
export const RECENT_DAYS = 30;

/** The same time for the calls page. */
export function recentStart(now: number): string {
  const day = new Date(now - RECENT_DAYS * 86_400_000);
  return `${day.toISOString().slice(0, 10)}T00:00:00.000Z`;
}
