// From the ends that a phrase names to a range as the address keeps it.
import { ALL_TIME } from "../time-range";
import type { Days } from "./days";
import type { Moment } from "./moments";
import { refuse } from "./scanner";
import { DAY, instantOf, wallAt } from "./zoned";

/** Instants, times back from now, or `all`; no `to`: up to now. */
export type PhraseRange = { from: string; to: string | undefined };

/** `today`: the start of today as the clock shows it. */
type Clock = { now: number; zone: string; today: number };
type Wall = Extract<Moment, { kind: "wall" }>;

/** What one moment covers: a day, a minute. */
export function rangeWithin(moment: Moment, clock: Clock): PhraseRange {
  if (moment.kind === "now") refuse("Say since when: last 15 minutes.");
  return checked(startOf(moment, clock), endOf(moment, clock, true), clock);
}

export function rangeSince(moment: Moment, clock: Clock): PhraseRange {
  if (moment.kind === "now") refuse("Nothing has happened since now.");
  if (moment.kind === "back") return { from: moment.back.text, to: undefined };
  const from = startOf(moment, clock);
  if (from > clock.now) refuse(AHEAD);
  return { from: iso(from), to: undefined };
}

/** `with` what the moment covers, or only up to where it begins. */
export function rangeUntil(moment: Moment, through: boolean, clock: Clock): PhraseRange {
  if (moment.kind === "now") return { from: ALL_TIME, to: undefined };
  if (moment.kind === "back") return { from: ALL_TIME, to: moment.back.text };
  const to = through ? endOf(moment, clock, false) : startOf(moment, clock);
  return { from: ALL_TIME, to: iso(to) };
}

export function rangeBetween(first: Moment, second: Moment, clock: Clock): PhraseRange {
  if (first.kind === "back" && second.kind === "back") {
    if (first.back.ms <= second.back.ms) refuse(INVERTED);
    return { from: first.back.text, to: second.back.text };
  }
  if (second.kind === "now") return rangeSince(first, clock);
  const [one, two] = onDays(first, second, clock);
  const to = endOf(two, clock, false);
  const from = startOf(one, clock);
  if (from < to || one.kind !== "wall") return checked(from, to, clock);
  return checked(startOf(stepBack(one), clock), to, clock);
}

/** An end without a day is on that of the other one; the second may be past midnight. */
function onDays(first: Moment, second: Moment, clock: Clock): [Moment, Moment] {
  if (first.kind === "wall" && !first.days && second.kind === "wall" && second.days) {
    return [{ ...first, days: second.days }, second];
  }
  if (second.kind !== "wall" || second.days) return [first, second];
  const start = startOf(first, clock);
  const day = Math.floor(wallAt(start, clock.zone) / DAY) * DAY;
  const same: Wall = { ...second, days: { start: day, end: day + DAY } };
  if (first.kind === "wall" && first.days && !first.time) return [first, same];
  const time = first.kind === "wall" ? first.time?.start : undefined;
  const begins = time === undefined ? wallAt(start, clock.zone) : day + time;
  if (!second.time || day + second.time.start > begins) return [first, same];
  return [first, { ...second, days: { start: day + DAY, end: day + 2 * DAY } }];
}

/** "fri-mon": the Friday before that Monday; "20 dec - 5 jan": of the year before. */
function stepBack(moment: Wall): Wall {
  const { days } = moment;
  if (!days?.step) return moment;
  return { ...moment, days: { ...days, ...shifted(days) } };
}

function shifted({ start, end, step }: Days): { start: number; end: number } {
  if (step === "week") return { start: start - 7 * DAY, end: end - 7 * DAY };
  const back = (wall: number) => {
    const date = new Date(wall);
    return date.setUTCFullYear(date.getUTCFullYear() - 1);
  };
  return { start: back(start), end: back(end) };
}

function startOf(moment: Moment, { now, zone, today }: Clock): number {
  if (moment.kind === "now") return now;
  if (moment.kind === "back") return now - moment.back.ms;
  if (moment.kind === "instant") return moment.start;
  const { days, time } = moment;
  const start = instantOf((days?.start ?? today) + (time?.start ?? 0), zone, "first");
  // A time of day that is still to come today is yesterday's.
  return days || start <= now ? start : instantOf(today - DAY + (time?.start ?? 0), zone, "first");
}

/** `covered`: with the minute that a time of day names, as it stands alone. */
function endOf(moment: Moment, clock: Clock, covered: boolean): number {
  if (moment.kind === "now" || moment.kind === "back") return startOf(moment, clock);
  if (moment.kind === "instant") return covered ? moment.end : moment.start;
  const { days, time } = moment;
  if (!time) return instantOf(days?.end ?? clock.today + DAY, clock.zone, "last");
  const day = days?.start ?? Math.floor(wallAt(startOf(moment, clock), clock.zone) / DAY) * DAY;
  return instantOf(day + (covered ? time.end : time.start), clock.zone, "last");
}

const AHEAD = "This begins in the future.";
const INVERTED = "The start must be before the end.";

function checked(from: number, to: number, { now }: Clock): PhraseRange {
  if (from > now) refuse(AHEAD);
  if (from >= to) refuse(INVERTED);
  return { from: iso(from), to: iso(to) };
}

function iso(instant: number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9998 || date.getUTCFullYear() < 1) {
    refuse("This is no year that calls are kept of.");
  }
  return date.toISOString();
}
