// A time range as people type it. Pure: `now` and the zone are arguments. docs/query-language.md
// shows what can be typed.
import { ALL_TIME } from "../time-range";
import { MONTH } from "./days";
import { type Moment, readMoment } from "./moments";
import { type PhraseRange, rangeBetween, rangeSince, rangeUntil, rangeWithin } from "./resolve";
import { NotUnderstood, refuse, Scanner } from "./scanner";
import { readOne, readSpan } from "./spans";
import { DAY, wallAt } from "./zoned";

export type { PhraseRange };

export type ReadPhrase = { ok: true; range: PhraseRange } | { ok: false; reason: string };

export const PHRASE_LIMIT = 200;

/** Never throws. Days and times are those of the zone, an IANA name, unless the phrase says "utc". */
export function readPhrase(text: string, now: number, zone: string): ReadPhrase {
  try {
    return { ok: true, range: readRange(text, now, zone) };
  } catch (error) {
    if (error instanceof NotUnderstood) return { ok: false, reason: error.message };
    throw error;
  }
}

const UTC = / ?(?:utc|gmt)$/;
const ALL = /^(?:all|all time|everything|ever)$/;
const LAST = /(?:the )?(?:last|past|previous) (?!week(?![a-z]))|(?:the )?past /y;
const SINCE = /(?:since|after|starting)(?![a-z])/y;
const UNTIL = /(until|till|through|up to|before)(?![a-z])/y;
const FROM = /(?:from|between)(?![a-z])/y;
const TO = /(?:-|\.\.\.?|(?:to|until|till|through|and)(?![a-z]))/y;

function readRange(text: string, now: number, asked: string): PhraseRange {
  if (text.length > PHRASE_LIMIT) refuse(`A range has at most ${PHRASE_LIMIT} characters.`);
  const phrase = plain(text);
  if (phrase === "") refuse("Nothing is typed.");
  if (ALL.test(phrase)) return { from: ALL_TIME, to: undefined };
  const zone = UTC.test(phrase) ? "UTC" : asked;
  const scanner = new Scanner(phrase.replace(UTC, ""));
  const clock = { now, zone, today: Math.floor(wallAt(now, zone) / DAY) * DAY };
  const range = readWhole(scanner, clock);
  if (scanner.rest !== "") refuse(`“${scanner.rest}” is not understood.`);
  return range;
}

/** One spelling for what is written in several; a month that two days share is given to both. */
function plain(text: string): string {
  const days = String.raw`(\d{1,2})(?:st|nd|rd|th)? ?(?:-|to) ?(\d{1,2})(?:st|nd|rd|th)?`;
  const year = String.raw`((?: (?:19|20)\d\d)?)`;
  return text
    .toLowerCase()
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .replaceAll(/[\s,]+/g, " ")
    .trim()
    .replace(new RegExp(String.raw`^${days} (${MONTH})${year}$`), "$1 $3$4 - $2 $3$4")
    .replace(new RegExp(String.raw`^(${MONTH}) ${days}${year}$`), "$2 $1$4 - $3 $1$4");
}

type Clock = Parameters<typeof rangeWithin>[1];

function readWhole(scanner: Scanner, clock: Clock): PhraseRange {
  const back = readLength(scanner);
  if (back) return { from: back, to: undefined };
  if (scanner.take(SINCE)) return rangeSince(momentOf(scanner, clock), clock);
  const [, until] = scanner.take(UNTIL) ?? [];
  if (until) return rangeUntil(momentOf(scanner, clock), until !== "before", clock);
  const opened = scanner.take(FROM) !== null;
  const first = momentOf(scanner, clock);
  if (!scanner.take(TO)) {
    return opened || first.kind === "back" ? rangeSince(first, clock) : rangeWithin(first, clock);
  }
  return rangeBetween(first, momentOf(scanner, clock), clock);
}

/** "last 2 hours", "15m", "last hour"; nothing is read where more than that stands. */
function readLength(scanner: Scanner): string | undefined {
  const { at } = scanner;
  const last = scanner.take(LAST) !== null;
  const back = readSpan(scanner) ?? (last ? readOne(scanner) : undefined);
  if (back && scanner.rest === "") return back.text;
  scanner.at = at;
  return undefined;
}

function momentOf(scanner: Scanner, { today }: Clock): Moment {
  const moment = readMoment(scanner, today);
  if (moment) return moment;
  return refuse(
    scanner.rest === ""
      ? "Something is missing at the end."
      : `“${scanner.rest}” is not understood.`,
  );
}
