// Moments as numbers, so that comparing two of them is one operation.

/**
 * RFC 3339 -> microseconds since the epoch (UTC), finer digits cut off; exact until the year 2255.
 * Offsets count: `12:00+02:00` is `10:00Z`. Throws a RangeError on anything else; what zod's
 * `iso.datetime({ offset: true })` accepts never throws.
 */
export function parseInstant(text: string): number {
  const parts = RFC_3339.exec(text);
  const milliseconds = parts === null ? Number.NaN : Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new RangeError("not an RFC 3339 date-time");
  const belowMilliseconds = (parts?.[1] ?? "").slice(3, 6).padEnd(3, "0");
  return milliseconds * 1000 + Number(belowMilliseconds);
}

/** NumericDate of a JWT (RFC 7519 §2): seconds since the epoch -> microseconds. */
export function secondsToInstant(seconds: number): number {
  return seconds * 1_000_000;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/;
