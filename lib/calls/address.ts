// The address of the calls page, from the URL's parameters and to what the API is asked.
import type { CallsAddress } from "../routes";
import { apiRange } from "../time-range";

const ADDRESS_KEYS = ["q", "from", "to", "tz", "cursor", "call"] as const;

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

/**
 * The address after a change. Another query or range starts at its first page again; the open call and
 * the zone stay.
 */
export function changeAddress(address: CallsAddress, change: CallsAddress): CallsAddress {
  const moves = "q" in change || "from" in change || "to" in change;
  return { ...address, ...(moves ? { cursor: undefined } : {}), ...change };
}
