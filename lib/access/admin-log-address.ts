// The address of the admin log, from the URL's parameters and to what the API is asked.
import type { AdminLogAddress } from "../routes";
import { ALL_TIME } from "../time-range";

const ADDRESS_KEYS = [
  "actor",
  "action",
  "subject",
  "request",
  "from",
  "to",
  "tz",
  "cursor",
] as const satisfies (keyof AdminLogAddress)[];
const ASKED = ["actor", "action", "subject", "request", "from", "to", "cursor"] as const;

/** What `GET /api/v1/admin-log` is asked; what is left out is not filtered by. */
export type AdminLogParams = Partial<Record<(typeof ASKED)[number], string>>;

/** Takes the known parameters, the first of each; what is empty is left out. */
export function parseAdminLogAddress(
  parameters: Record<string, string | string[] | null | undefined>,
): AdminLogAddress {
  const address: AdminLogAddress = {};
  for (const key of ADDRESS_KEYS) {
    const given = parameters[key];
    const value = (Array.isArray(given) ? given[0] : given)?.trim();
    if (value) address[key] = value;
  }
  return address;
}

/** The page of the log that an address shows. All time is the default, and asked for as nothing. */
export function adminLogParams(address: AdminLogAddress): AdminLogParams {
  const params: AdminLogParams = {};
  for (const key of ASKED) {
    const value = address[key];
    if (value && value !== ALL_TIME) params[key] = value;
  }
  return params;
}

/** The address after a change: another filter or range starts at its newest page. */
export function changeAdminLogAddress(
  address: AdminLogAddress,
  change: AdminLogAddress,
): AdminLogAddress {
  const staysOnPage = Object.keys(change).every((key) => key === "cursor" || key === "tz");
  return { ...address, ...(staysOnPage ? {} : { cursor: undefined }), ...change };
}

/** Whether anything but the zone and the page is chosen. */
export function isFiltered({ tz: _tz, cursor: _cursor, ...filters }: AdminLogAddress): boolean {
  return Object.values(filters).some((value) => value && value !== ALL_TIME);
}
