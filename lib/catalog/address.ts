import type { CatalogAddress } from "../routes";
import { toolQuery } from "./model";

/** What the address asks for; a member that cannot be read is left out. */
export function parseCatalogAddress(
  raw: Record<string, string | string[] | null | undefined>,
): CatalogAddress {
  const address: CatalogAddress = {};
  const take = <Key extends keyof CatalogAddress>(key: Key) => {
    const parsed = toolQuery.shape[key].safeParse(raw[key] ?? undefined);
    if (parsed.success && parsed.data) Object.assign(address, { [key]: parsed.data });
  };
  for (const key of ["q", "server", "state", "risk", "cursor"] as const) take(key);
  return address;
}
