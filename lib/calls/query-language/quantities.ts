// Values that are more than text: durations, numbers, times and addresses. Null: it is none.

const DURATION = /^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h)$/i;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `1.5s` as milliseconds. */
export function durationMs(text: string): number | null {
  const [, amount, unit = ""] = DURATION.exec(text) ?? [];
  const factor = UNIT_MS[unit.toLowerCase()];
  // Rounded to nanoseconds: 0.1s is 100 ms and not 100.00000000000001.
  return factor === undefined ? null : Math.round(Number(amount) * factor * 1e6) / 1e6;
}

/** A number that a double holds as it is written. */
export function numberOf(text: string): number | null {
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : null;
}

export function indexOf(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

const TIME =
  /^((?!0000)\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:\d\d)?)?$/i;
/** An offset must not lead into the year 0, which PostgreSQL does not have. */
const FIRST = Date.parse("0001-01-01T00:00Z");
const [DAY, MINUTE, SECOND] = [86_400_000_000, 60_000_000, 1_000_000];

/**
 * The span that a time names, in microseconds since the epoch, `end` excluded: `2026-11-20` is that
 * day, `…T14:00` that minute, a fraction of a second as fine as it is written. UTC without an offset.
 */
export function timeSpan(text: string): { start: number; end: number } | null {
  const [, day, minute, second, fraction = "", offset = "Z"] = TIME.exec(text) ?? [];
  if (day === undefined || day > "9998") return null;
  const ms = Date.parse(`${day}T${minute ?? "00:00"}:${second ?? "00"}${offset.toUpperCase()}`);
  // Date.parse reads February 30th as March 2nd.
  const isDay = new Date(`${day}T00:00Z`).toJSON()?.startsWith(day) ?? false;
  if (Number.isNaN(ms) || ms < FIRST || !isDay) return null;
  const start = ms * 1000 + Number(fraction.padEnd(6, "0"));
  const whole = second === undefined ? (minute === undefined ? DAY : MINUTE) : SECOND;
  return { start, end: start + whole / 10 ** fraction.length };
}

const IPV4 =
  /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$|\/)|(?=$|\/))){4}(?:\/(?:3[0-2]|[12]?\d))?$/;
const IPV6 = /^([\da-f:.]{2,45})(?:\/(?:12[0-8]|1[01]\d|[1-9]?\d))?$/i;

/** An address, or a network in CIDR form. */
export function isAddress(text: string): boolean {
  if (IPV4.test(text)) return true;
  const [, address] = IPV6.exec(text) ?? [];
  return address !== undefined && address.includes(":") && URL.canParse(`http://[${address}]`);
}
