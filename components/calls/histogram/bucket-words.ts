// What a bar says in words. Pure.
import type { Bucket } from "@/lib/calls/facets/model";
import { instantParts } from "@/lib/time-range";
import { VERDICT_WORDS } from "../../identity/verdict-words";
import { WORST_FIRST } from "../../overview/verdict-order";
import { totalOf } from "./stack";

/** "25 Nov, 14:00–14:05", "25 Nov", "23 Nov 00:00 – 30 Nov 00:00". */
export function spanWords(from: number, to: number, zone: string): string {
  const [start, end] = [from, to].map((at) => partsOf(at, zone, (to - from) % 60_000 !== 0));
  if (!start || !end) return "";
  if (start.date === end.date) return `${start.date}, ${start.time}–${end.time}`;
  const isDay = start.time === "00:00" && end.time === "00:00" && to - from === 86_400_000;
  return isDay ? start.date : `${start.date} ${start.time} – ${end.date} ${end.time}`;
}

/** "120 calls, 3 mismatch, 117 match". */
export function countWords(counts: Bucket["counts"]): string {
  const parts = WORST_FIRST.flatMap((verdict) => {
    const n = counts[verdict] ?? 0;
    return n === 0 ? [] : [`${n.toLocaleString("en")} ${VERDICT_WORDS[verdict]}`];
  });
  return [callWords(totalOf(counts)), ...parts].join(", ");
}

export function callWords(n: number): string {
  return `${n.toLocaleString("en")} ${n === 1 ? "call" : "calls"}`;
}

/** "30 min", "1 h", "7 d". */
export function widthWords(ms: number): string {
  const [unit, name] =
    [[86_400_000, "d"] as const, [3_600_000, "h"] as const, [60_000, "min"] as const].find(
      ([size]) => ms % size === 0,
    ) ?? ([1_000, "s"] as const);
  return `${ms / unit} ${name}`;
}

function partsOf(at: number, zone: string, seconds: boolean) {
  const { date, time } = instantParts(new Date(at).toISOString(), zone);
  return { date: date.split(" ").slice(0, 2).join(" "), time: time.slice(0, seconds ? 8 : 5) };
}
