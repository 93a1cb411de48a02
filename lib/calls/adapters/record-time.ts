// When a call was made: what the record says, or else when it was received, and marked so.

export type RecordTime = { time: string; timeFrom?: "received" } | { unreadable: string };

/** `stated` is the record's own time as read; every digit of it is kept. */
export function recordTime(stated: unknown, receivedAt: string): RecordTime {
  if (stated === undefined || stated === null || stated === "") {
    return { time: receivedAt, timeFrom: "received" };
  }
  const time = typeof stated === "string" ? normaliseTime(stated) : undefined;
  return time ? { time } : { unreadable: "the time is not an RFC 3339 date and time with a zone" };
}

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,12}))? ?(?:([Zz])|([+-]\d{2}):?(\d{2}))$/;

/** Strict RFC 3339 from its common spellings (a space, a comma, `z`, `+0200`). */
export function normaliseTime(text: string): string | undefined {
  const parts = DATE_TIME.exec(text);
  if (!parts) return undefined;
  const [, date, clock, fraction, zulu, hours, minutes] = parts;
  const zone = zulu ? "Z" : `${hours}:${minutes}`;
  return `${date}T${clock}${fraction ? `.${fraction}` : ""}${zone}`;
}

/** Seconds since the epoch as a number, with their fraction, as RFC 3339; undefined for anything else. */
export function epochTime(seconds: unknown): string | undefined {
  return typeof seconds === "number" ? epochMillisecondsTime(seconds * 1000) : undefined;
}

/** Milliseconds since the epoch as RFC 3339; undefined for anything else. */
export function epochMillisecondsTime(milliseconds: unknown): string | undefined {
  if (typeof milliseconds !== "number" || !(milliseconds >= 0 && milliseconds < MAX_EPOCH_MS)) {
    return undefined;
  }
  return new Date(milliseconds).toISOString();
}

/** The year 9999, where RFC 3339 ends. */
const MAX_EPOCH_MS = 253_402_300_800_000;
