// One end of a range: an instant, a time back from now, or a day, a time of day or both.
import { type Days, readDays } from "./days";
import { refuse, type Scanner } from "./scanner";
import { type Back, readSpan } from "./spans";

/** From a time of day up to, and without, another: 14:00 is that minute. In ms from midnight. */
export type ClockTime = { start: number; end: number };

export type Moment =
  | { kind: "now" }
  | { kind: "back"; back: Back }
  /** `end` is as far as it is written exactly. */
  | { kind: "instant"; start: number; end: number }
  | { kind: "wall"; days: Days | undefined; time: ClockTime | undefined };

const NOW = /now(?![a-z])/y;
const AGO = /ago(?![a-z])/y;
const DASHED = /-(?=\d{1,5} ?[a-z])/y;
/** Behind a space `-15:00` is the end of a range and no offset. */
const INSTANT =
  /(\d{4}-\d\d-\d\d)(?:t| (?=[\d:.]+ ?z))(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)? ?(z|[+-]\d\d:\d\d)(?![a-z\d])/y;
const EPOCH = /(\d{10}|\d{13}|\d{16})(?![\d:])/y;
const CLOCK =
  /(?:at )?t?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(?: ?([ap]m))?(?![a-z\d:])/y;
const HOUR = /(?:at )?(\d{1,2}) ?([ap]m)(?![a-z])/y;
const NAMED_TIME = /(?:at )?(noon|midnight)(?![a-z])/y;
const ON = /on(?![a-z])/y;

/** Undefined where none stands. `today` is the start of today as the clock shows it. */
export function readMoment(scanner: Scanner, today: number): Moment | undefined {
  if (scanner.take(NOW)) return { kind: "now" };
  return readInstant(scanner) ?? readBack(scanner) ?? readWall(scanner, today);
}

function readInstant(scanner: Scanner): Moment | undefined {
  const [text, date, minute, second, fraction, offset = ""] = scanner.take(INSTANT) ?? [];
  if (text !== undefined) {
    const iso = `${date}T${minute}:${second ?? "00"}.${fraction ?? "0"}${offset.toUpperCase()}`;
    const start = Date.parse(iso);
    if (Number.isNaN(start)) refuse(`${text.trim()} is no instant.`);
    const exact = fraction === undefined ? 1_000 : 1;
    return { kind: "instant", start, end: start + (second === undefined ? 60_000 : exact) };
  }
  const [, epoch = ""] = scanner.take(EPOCH) ?? [];
  if (epoch === "") return undefined;
  const start = Math.floor(Number(epoch) * ({ 10: 1_000, 13: 1 }[epoch.length] ?? 0.001));
  return { kind: "instant", start, end: start + (epoch.length === 10 ? 1_000 : 1) };
}

function readBack(scanner: Scanner): Moment | undefined {
  const { at } = scanner;
  const dashed = scanner.take(DASHED) !== null;
  const back = readSpan(scanner);
  if (back && (dashed || scanner.take(AGO))) return { kind: "back", back };
  scanner.at = at;
  return undefined;
}

function readWall(scanner: Scanner, today: number): Moment | undefined {
  const early = readTime(scanner);
  scanner.take(ON);
  const days = readDays(scanner, today);
  const time = early ?? readTime(scanner);
  if (time && days && days.end - days.start > 86_400_000) refuse("A time of day needs one day.");
  return days || time ? { kind: "wall", days, time } : undefined;
}

function readTime(scanner: Scanner): ClockTime | undefined {
  const named = scanner.take(NAMED_TIME)?.[1];
  if (named) return minuteAt(named === "noon" ? 12 : 0, 0);
  const [clock, hour, minute, second, fraction, half] = scanner.take(CLOCK) ?? [];
  if (clock !== undefined) {
    const { start } = minuteAt(hourOf(hour, half, clock), Number(minute));
    if (Number(minute) > 59 || Number(second ?? 0) > 59) refuse(`There is no ${clock.trim()}.`);
    if (second === undefined) return { start, end: start + 60_000 };
    const ms = start + Number(second) * 1_000 + Number((fraction ?? "").padEnd(3, "0"));
    return { start: ms, end: ms + (fraction === undefined ? 1_000 : 1) };
  }
  const [whole, twelve, of] = scanner.take(HOUR) ?? [];
  return whole === undefined ? undefined : minuteAt(hourOf(twelve, of, whole), 0);
}

function hourOf(text: string | undefined, half: string | undefined, shown: string): number {
  const hour = Number(text);
  const wrong = half ? hour < 1 || hour > 12 : hour > 24;
  if (wrong || (hour === 24 && !/24:00(?::00)?/.test(shown)))
    refuse(`There is no ${shown.trim()}.`);
  return half ? (hour % 12) + (half === "pm" ? 12 : 0) : hour;
}

function minuteAt(hour: number, minute: number): ClockTime {
  const start = hour * 3_600_000 + minute * 60_000;
  return { start, end: start + 60_000 };
}
