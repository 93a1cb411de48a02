import type { Verdict } from "@/lib/identity/model";

/** From the worst to the best, as the chart has them from top to bottom. */
export const WORST_FIRST: readonly Verdict[] = [
  "contradicted",
  "mismatch",
  "unattributed",
  "unknown",
  "not_run",
  "sanctioned",
  "claimed",
  "match",
];

/** "12.4 %", "< 0.1 %": never 0 for what there is, nor 100 for what is not all. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0 %";
  if (part === whole) return "100 %";
  const share = (part / whole) * 100;
  if (share < 0.1) return "< 0.1 %";
  if (share > 99.9) return "> 99.9 %";
  return `${share.toFixed(1)} %`;
}
