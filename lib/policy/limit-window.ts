// Limits count in fixed windows of UTC: each minute begins at its first second.
import type { Asked } from "./asked";
import { type Limit, LIMIT_PERIODS } from "./model";

/** Both ends in milliseconds since the epoch; the end no longer belongs to it. */
export function limitWindow({ per }: Limit, now: number): { start: number; end: number } {
  const length = LIMIT_PERIODS[per] * 1000;
  const start = Math.floor(now / length) * length;
  return { start, end: start + length };
}

/** Under which name a call counts: `rule|iss|sub`, `rule|client` or `rule`. */
export function counterKey(ruleId: string, { by }: Limit, { iss, sub, client }: Asked): string {
  if (by === "rule") return ruleId;
  return by === "client" ? `${ruleId}|${client ?? ""}` : `${ruleId}|${iss}|${sub}`;
}
