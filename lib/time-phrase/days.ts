// Days as people name them: "yesterday", "last tue", "20 nov", "this week", "2026-11". Wall time.
import { refuse, type Scanner } from "./scanner";
import { DAY } from "./zoned";

/** From the start of a day up to, and without, another; `step` says how to reach the one before. */
export type Days = { start: number; end: number; step?: "week" | "year" };

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
/** As ISO counts them. */
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
export const MONTH =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const WEEKDAY =
  "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?";
const NTH = String.raw`(\d{1,2})(?:st|nd|rd|th)?`;
const YEAR = String.raw`(?: ((?:19|20)\d\d))?(?![\d:])`;

const BY_NAME = /(today|yesterday)(?![a-z])/y;
const OF_WEEK = new RegExp(String.raw`(?:(last|this|past) )?(${WEEKDAY})(?![a-z])`, "y");
const CALENDAR = /(this|last|previous) (week|month|year)(?![a-z])/y;
const ISO = /(\d{4})-(\d\d)-(\d\d)(?!\d)/y;
const ISO_MONTH = /((?:19|20)\d\d)-(\d\d)(?![\d-])/y;
const DOTTED = /(\d{1,2})\.(\d{1,2})\.(?:((?:19|20)\d\d)(?!\d))?(?!\d)/y;
const DAY_MONTH = new RegExp(String.raw`${NTH} (?:of )?(${MONTH})(?![a-z])\.?${YEAR}`, "y");
const MONTH_DAY = new RegExp(String.raw`(${MONTH})\.? ${NTH}(?![\d:]| ?[ap]m)${YEAR}`, "y");
const WHOLE_MONTH = new RegExp(String.raw`(${MONTH})(?![a-z])\.?${YEAR}`, "y");
const WHOLE_YEAR = /((?:19|20)\d\d)(?![\d:.-])/y;
const SLASHED = /\d{1,4}\/\d{1,2}(?:\/\d{1,4})?/y;

/** Undefined where no day stands. `today` is the start of today. */
export function readDays(scanner: Scanner, today: number): Days | undefined {
  const slashed = scanner.take(SLASHED)?.[0];
  if (slashed) refuse(`${slashed} can be two dates: write the month as a word, or 2026-11-20.`);
  const named = scanner.take(BY_NAME)?.[1];
  if (named) return oneDay(named === "today" ? today : today - DAY);
  return readCalendar(scanner, today) ?? readWeekday(scanner, today) ?? readDate(scanner, today);
}

function readCalendar(scanner: Scanner, today: number): Days | undefined {
  const [whole, which, unit] = scanner.take(CALENDAR) ?? [];
  if (whole === undefined) return undefined;
  const back = which === "this" ? 0 : 1;
  const now = new Date(today);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  if (unit === "year")
    return { start: dayOf(year - back, 0, 1), end: dayOf(year - back + 1, 0, 1) };
  if (unit === "month") {
    return { start: dayOf(year, month - back, 1), end: dayOf(year, month - back + 1, 1) };
  }
  const monday = today - ((now.getUTCDay() + 6) % 7) * DAY - back * 7 * DAY;
  return { start: monday, end: monday + 7 * DAY };
}

/** The newest one up to today; "last" is before today, "this" of the week that began on Monday. */
function readWeekday(scanner: Scanner, today: number): Days | undefined {
  const [whole, which, name = ""] = scanner.take(OF_WEEK) ?? [];
  if (whole === undefined) return undefined;
  const wanted = indexIn(WEEKDAYS, name);
  if (!which) {
    const date = readDate(scanner, today);
    if (date && weekdayOf(date.start) !== wanted) refuse(`That day is no ${WEEKDAYS[wanted]}.`);
    if (date) return date;
  }
  const back = (weekdayOf(today) - wanted + 7) % 7;
  if (which === "this") return oneDay(today - (weekdayOf(today) - wanted) * DAY);
  const start = today - (which && back === 0 ? 7 : back) * DAY;
  return { ...oneDay(start), step: "week" };
}

function readDate(scanner: Scanner, today: number): Days | undefined {
  const iso = scanner.take(ISO);
  if (iso) return oneDay(dateOf(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])));
  const whole = scanner.take(ISO_MONTH);
  if (whole) return monthOf(Number(whole[1]), Number(whole[2]) - 1);
  const dotted = scanner.take(DOTTED);
  if (dotted) return dayOfMonth(dotted[1], Number(dotted[2]) - 1, dotted[3], today);
  const dayFirst = scanner.take(DAY_MONTH);
  if (dayFirst) return dayOfMonth(dayFirst[1], monthIndex(dayFirst[2]), dayFirst[3], today);
  const monthFirst = scanner.take(MONTH_DAY);
  if (monthFirst) return dayOfMonth(monthFirst[2], monthIndex(monthFirst[1]), monthFirst[3], today);
  const month = scanner.take(WHOLE_MONTH);
  if (month) {
    const index = monthIndex(month[1]);
    return month[2]
      ? monthOf(Number(month[2]), index)
      : newest(today, (year) => monthOf(year, index));
  }
  const year = scanner.take(WHOLE_YEAR);
  return year
    ? { start: dayOf(Number(year[1]), 0, 1), end: dayOf(Number(year[1]) + 1, 0, 1) }
    : undefined;
}

/** Without a year: the newest that is not ahead. */
function dayOfMonth(
  day: string | undefined,
  month: number,
  year: string | undefined,
  today: number,
): Days {
  if (year) return oneDay(dateOf(Number(year), month, Number(day)));
  checkMonth(month);
  return newest(today, (one) => {
    const start = dayOf(one, month, Number(day));
    return new Date(start).getUTCMonth() === month ? oneDay(start) : undefined;
  });
}

function newest(today: number, inYear: (year: number) => Days | undefined): Days {
  const last = new Date(today).getUTCFullYear();
  for (let year = last; year > last - 9; year--) {
    const days = inYear(year);
    if (days && days.start <= today) return { ...days, step: "year" };
  }
  return refuse("No year has such a day.");
}

function dateOf(year: number, month: number, day: number): number {
  const start = dayOf(year, month, day);
  checkMonth(month);
  if (new Date(start).getUTCMonth() !== month) {
    refuse(`${MONTHS[month]} ${year} has no day ${day}.`);
  }
  return start;
}

function monthOf(year: number, month: number): Days {
  return { start: dateOf(year, month, 1), end: dayOf(year, month + 1, 1) };
}

function oneDay(start: number): Days {
  return { start, end: start + DAY };
}

/** Months and days beyond their year are those of the next or last one. */
function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  return date.setUTCFullYear(year, month, day);
}

function weekdayOf(start: number): number {
  return (new Date(start).getUTCDay() + 6) % 7;
}

function checkMonth(month: number): void {
  if (month < 0 || month > 11) refuse("There is no such month: they go from 1 to 12.");
}

function monthIndex(name = ""): number {
  return indexIn(MONTHS, name);
}

function indexIn(names: readonly string[], typed: string): number {
  return names.findIndex((name) => name.toLowerCase().startsWith(typed.slice(0, 3)));
}
