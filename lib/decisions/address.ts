// The address of the decisions page.
import type { DecisionsAddress } from "../routes";

const KEYS = ["answer", "caller", "tool", "block", "cursor"] as const;

/** Takes the known parameters, the first of each; what is empty is left out. */
export function parseDecisionsAddress(
  parameters: Record<string, string | string[] | null | undefined>,
): DecisionsAddress {
  const address: DecisionsAddress = {};
  for (const key of KEYS) {
    const given = parameters[key];
    const value = (Array.isArray(given) ? given[0] : given)?.trim();
    if (value) address[key] = value;
  }
  return address;
}

/** Another filter starts at its first page again. */
export function changeDecisionsAddress(
  address: DecisionsAddress,
  change: DecisionsAddress,
): DecisionsAddress {
  return { ...address, ...("cursor" in change ? {} : { cursor: undefined }), ...change };
}
