// The address of the calls page, from the URL's parameters and to what the API is asked.
import type { CallsAddress } from "../routes";
import { ALL_TIME, apiRange } from "../time-range";
import { DEFAULT_NAME } from "./columns";
import { timeBound } from "./time-bounds";

const ADDRESS_KEYS = ["q", "from", "to", "tz", "cursor", "call", "tab", "cols", "live"] as const;

/** Rows on one page of the table. */
const PAGE_SIZE = 50;

/** What `GET /api/v1/calls` is asked; empty ends are open. */
export type CallListParams = {
  q: string;
  from: string;
  to: string;
  limit: number;
  cursor: string | null;
};

/** Takes the known parameters, the first of each; what is empty is left out. */
export function parseAddress(
  parameters: Record<string, string | string[] | null | undefined>,
): CallsAddress {
  const address: CallsAddress = {};
  for (const key of ADDRESS_KEYS) {
    const given = parameters[key];
    const value = (Array.isArray(given) ? given[0] : given)?.trim();
    if (value) address[key] = value;
  }
  return address;
}

/** The page of calls that an address shows. */
export function listParams(address: CallsAddress): CallListParams {
  return {
    q: address.q ?? "",
    ...apiRange(address),
    limit: PAGE_SIZE,
    cursor: address.cursor ?? null,
  };
}

export type RangeProblem = "unreadable" | "inverted";

/** Why the address names no time range; null where it names one. */
export function rangeProblem(address: CallsAddress, now: number): RangeProblem | null {
  const { from, to } = frozenRange(address, now) ?? { from: null };
  if (from === null) return "unreadable";
  return from && to && Date.parse(from) >= Date.parse(to) ? "inverted" : null;
}

/** Why new calls cannot be added to the view as they come; null where they can. */
export function liveProblem({ to }: CallsAddress): string | null {
  return to ? "The time range has an end: nothing new falls into it" : null;
}

/** The same view at any later time and for everybody: its range in instants, its zone and columns by name. */
export function frozenAddress(address: CallsAddress, now: number): CallsAddress {
  const range = frozenRange(address, now);
  const tz = address.tz ?? "utc";
  const still = { ...address, tz, cols: address.cols ?? DEFAULT_NAME, live: undefined };
  if (range === null) return still;
  const to = range.to || new Date(now).toISOString();
  return { ...still, from: range.from || ALL_TIME, to };
}

/** Both ends as instants, an open one empty; null where one cannot be read. */
function frozenRange(address: CallsAddress, now: number): { from: string; to: string } | null {
  const { from, to } = apiRange(address);
  try {
    return {
      from: from && timeBound("from", from, now),
      to: to && timeBound("to", to, now),
    };
  } catch {
    return null;
  }
}

/**
 * The address after a change. Another query or range starts at its first page again, and so does a
 * live view; an older page, or a range that has ended, is not live. The open call, the zone and the
 * columns stay; the call's tab goes with the call.
 */
export function changeAddress(address: CallsAddress, change: CallsAddress): CallsAddress {
  const moves = "q" in change || "from" in change || "to" in change || change.live;
  const next = { ...address, ...(moves ? { cursor: undefined } : {}), ...change };
  if (!next.call) next.tab = undefined;
  return next.cursor || next.to ? { ...next, live: undefined } : next;
}
