// Times back from now: "2 hours", "15m", "1h30m".
import { refuse, type Scanner } from "./scanner";

export type Back = { ms: number; text: string };

type Unit = "s" | "m" | "h" | "d" | "w";
const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const NAMES =
  "s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mos?|months?|y|yrs?|years?";
const PART = new RegExp(String.raw`(\d{1,5})(\.\d{1,3})? ?(${NAMES})(?![a-z])`, "y");
const ONE = /(second|minute|hour|day|week)(?![a-z])/y;

/** As the address keeps it; undefined where no amount of time stands. */
export function readSpan(scanner: Scanner): Back | undefined {
  const start = scanner.at;
  const parts: { amount: number; unit: Unit }[] = [];
  for (let part = scanner.take(PART); part; part = scanner.take(PART)) {
    const [, whole = "", fraction = "", name = ""] = part;
    const unit = unitOf(name);
    if (unit === null)
      refuse("Months and years differ in length: write days, such as last 90 days.");
    parts.push({ amount: Number(whole + fraction), unit });
  }
  if (parts.length === 0) return undefined;
  const back = backOf(parts);
  if (!back) refuse(`${scanner.text.slice(start, scanner.at).trim()} is no length of time.`);
  return back;
}

/** "last hour", "past week": one of it. */
export function readOne(scanner: Scanner): Back | undefined {
  const [, name = ""] = scanner.take(ONE) ?? [];
  const unit = unitOf(name);
  return unit ? backOf([{ amount: 1, unit }]) : undefined;
}

/** In the largest unit that says it exactly, no larger than the smallest that was written. */
function backOf(parts: readonly { amount: number; unit: Unit }[]): Back | undefined {
  const ms = parts.reduce((sum, { amount, unit }) => sum + amount * UNIT_MS[unit], 0);
  const most = Math.min(...parts.map(({ unit }) => UNIT_MS[unit]));
  const unit = (["w", "d", "h", "m", "s"] as const).find(
    (one) => UNIT_MS[one] <= most && Number.isInteger(ms / UNIT_MS[one]),
  );
  if (!unit || ms === 0 || ms / UNIT_MS[unit] > 99_999) return undefined;
  return { ms, text: `-${ms / UNIT_MS[unit]}${unit}` };
}

function unitOf(name: string): Unit | null {
  if (name.startsWith("mo") || name.startsWith("y")) return null;
  const letter = name.slice(0, 1);
  return letter === "s" || letter === "m" || letter === "h" || letter === "d" || letter === "w"
    ? letter
    : null;
}
