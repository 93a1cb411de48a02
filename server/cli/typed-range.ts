import { timeBound } from "../../lib/calls/time-bounds";
import { DomainError } from "../../lib/errors";
import { readPhrase } from "../../lib/time-phrase/read-phrase";
import { ALL_TIME } from "../../lib/time-range";

type Range = { from?: string | undefined; to?: string | undefined };

/**
 * Bounds as people type them: what the API takes, or as in the console's picker ("yesterday",
 * "mon 9:00"), in the zone. Throws `invalid` for what is not understood and for an end before its start.
 */
export function typedRange({ from, to }: Range, now: number, zone: string): Range {
  const range = {
    from: from && typed("from", from, `since ${from}`, { now, zone }).from,
    to: to && typed("to", to, `until ${to}`, { now, zone }).to,
  };
  if (range.from && range.to) {
    const [start, end] = [timeBound("from", range.from, now), timeBound("to", range.to, now)];
    if (start >= end) {
      throw new DomainError("invalid", `--to (${end}) does not come after --from (${start}).`);
    }
  }
  return range;
}

type Clock = { now: number; zone: string };

function typed(name: "from" | "to", text: string, phrase: string, { now, zone }: Clock): Range {
  if (isBound(name, text, now)) return { from: text, to: text };
  const read = readPhrase(phrase, now, zone);
  if (!read.ok) {
    throw new DomainError(
      "invalid",
      `--${name}: ${read.reason} Write an ISO time, a time back from now such as -24h, or words such as yesterday or "mon 9:00".`,
    );
  }
  const { from, to } = read.range;
  return { from: from === ALL_TIME ? undefined : from, to };
}

function isBound(name: "from" | "to", text: string, now: number): boolean {
  try {
    timeBound(name, text, now);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
