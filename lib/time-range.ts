// Time ranges as the address keeps them, and instants as people read them. Pure: `now` is an argument.

/** `utc`, or the zone of the reader's browser. */
export type ZoneMode = "utc" | "local";

export const DEFAULT_FROM = "-24h";
/** In the address: no lower end. Absent means the default. */
export const ALL_TIME = "all";

export const PRESETS = [
  { from: "-15m", name: "Last 15 minutes" },
  { from: "-1h", name: "Last hour" },
  { from: "-24h", name: "Last 24 hours" },
  { from: "-7d", name: "Last 7 days" },
  { from: "-30d", name: "Last 30 days" },
  { from: "-90d", name: "Last 90 days" },
  { from: ALL_TIME, name: "All time" },
] as const;

type Range = { from?: string | undefined; to?: string | undefined };

/** The range as `/api/v1/calls` takes it; an empty end is open. */
export function apiRange({ from, to }: Range): { from: string; to: string } {
  const start = from ?? (to ? "" : DEFAULT_FROM);
  return { from: start === ALL_TIME ? "" : start, to: to ?? "" };
}

/** What the range button says. */
export function rangeName({ from, to }: Range, zone: string): string {
  if (!to) {
    const preset = PRESETS.find((known) => known.from === (from ?? DEFAULT_FROM));
    if (preset) return preset.name;
    if (from && isInstant(from)) return `Since ${exactInstant(from, zone)}`;
    const span = from ? spanOf(from) : null;
    return span === null ? "Custom range" : `Last ${span}`;
  }
  if (!from || from === ALL_TIME) return `Until ${endName(to, zone)}`;
  return `${endName(from, zone)} – ${endName(to, zone)}`;
}

function endName(end: string, zone: string): string {
  if (isInstant(end)) return exactInstant(end, zone);
  const span = spanOf(end);
  return span === null ? end : `${span} ago`;
}

const UNIT_NAMES = new Map([
  ["s", "second"],
  ["m", "minute"],
  ["h", "hour"],
  ["d", "day"],
  ["w", "week"],
]);

/** "5 minutes" for `-5m`; null for what is no time back from now. */
function spanOf(text: string): string | null {
  const [, amount, unit = ""] = /^-(\d{1,5})([smhdw])$/.exec(text) ?? [];
  if (amount === undefined) return null;
  return `${Number(amount)} ${UNIT_NAMES.get(unit)}${Number(amount) === 1 ? "" : "s"}`;
}

/** True for an RFC 3339 date-time, and for no relative range. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text));
}

export type InstantParts = { date: string; time: string; milliseconds: string };

/** "21 Nov 2026", "14:02:11" and ".482" in the zone. */
export function instantParts(iso: string, zone: string): InstantParts {
  const parts = new Map(
    formatter(zone)
      .formatToParts(new Date(iso))
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    date: `${part("day")} ${part("month")} ${part("year")}`,
    time: `${part("hour")}:${part("minute")}:${part("second")}`,
    milliseconds: `.${part("fractionalSecond")}`,
  };
}

/** "21 Nov", or "21 Nov 25" where it is another year than now. */
export function shortDate(iso: string, now: number, zone: string): string {
  const [day, month, year = ""] = instantParts(iso, zone).date.split(" ");
  const sameYear = instantParts(new Date(now).toISOString(), zone).date.endsWith(year);
  return sameYear ? `${day} ${month}` : `${day} ${month} ${year.slice(2)}`;
}

/** "21 Nov 2026, 14:02" in the zone. */
export function shortInstant(iso: string, zone: string): string {
  const { date, time } = instantParts(iso, zone);
  return `${date}, ${time.slice(0, 5)}`;
}

/** The same, with seconds and their parts where it is not on the minute. */
function exactInstant(iso: string, zone: string): string {
  const { date, time, milliseconds } = instantParts(iso, zone);
  const exact = milliseconds === ".000" ? time.replace(/:00$/, "") : `${time}${milliseconds}`;
  return `${date}, ${exact}`;
}

const STEPS = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
  { unit: "second", ms: 1000 },
] as const;

/** "3 minutes ago"; "now" within a second. */
export function relativeTime(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const step = STEPS.find(({ ms }) => Math.abs(distance) >= ms);
  return step ? relative.format(Math.trunc(distance / step.ms), step.unit) : "now";
}

/** "3 min", "2 d": for a column, where "ago" goes without saying. */
export function shortAge(iso: string, now: number): string {
  const distance = Math.abs(now - Date.parse(iso));
  const step = STEPS.find(({ ms }) => distance >= ms);
  if (!step) return "now";
  const unit = { day: "d", hour: "h", minute: "min", second: "s" }[step.unit];
  return `${Math.trunc(distance / step.ms)} ${unit}`;
}

/** "212 ms", "3.4 s", "2 min 5 s", "3 h 10 min", "2 d 4 h". */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
  if (ms < 86_400_000)
    return `${Math.floor(ms / 3_600_000)} h ${Math.floor((ms % 3_600_000) / 60_000)} min`;
  return `${Math.floor(ms / 86_400_000)} d ${Math.floor((ms % 86_400_000) / 3_600_000)} h`;
}

/** An instant as `<input type="datetime-local">` has it. */
export function toInputValue(iso: string, mode: ZoneMode): string {
  const date = new Date(iso);
  const shift = mode === "utc" ? 0 : date.getTimezoneOffset() * 60_000;
  return new Date(date.getTime() - shift).toISOString().slice(0, 19);
}

/** Back to an instant; null for what is none. */
export function fromInputValue(text: string, mode: ZoneMode): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const date = new Date(mode === "utc" ? `${text}Z` : text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    hourCycle: "h23",
  });
  formatters.set(zone, made);
  return made;
}
