"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { parseCatalogAddress } from "@/lib/catalog/address";
import type { CatalogAddress } from "@/lib/routes";

/** Which tools the page shows, as the address has it. A change of the filter begins at the first page. */
export function useCatalogAddress(): [CatalogAddress, (change: CatalogAddress) => void] {
  const [raw, set] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  const address = parseCatalogAddress(raw);
  return [
    address,
    (change) => {
      const isPage = "cursor" in change;
      const next = { ...address, cursor: undefined, ...change };
      void set(
        {
          q: next.q ?? null,
          server: next.server ?? null,
          state: next.state ?? null,
          risk: next.risk ?? null,
          cursor: next.cursor ?? null,
        },
        { history: isPage ? "push" : "replace" },
      );
    },
  ];
}

const PARAMETERS = {
  q: parseAsString,
  server: parseAsString,
  state: parseAsString,
  risk: parseAsString,
  cursor: parseAsString,
};
