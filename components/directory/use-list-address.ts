"use client";
import { parseAsString, useQueryStates } from "nuqs";
import type { ListAddress } from "@/lib/routes";

/** Search and page of a list, as the address has them. */
export function useListAddress(): [ListAddress, (change: ListAddress) => void] {
  const [{ q, cursor }, set] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  const address = { ...(q && { q }), ...(cursor && { cursor }) };
  return [
    address,
    (change) => {
      const moves = "q" in change;
      void set(
        {
          q: ("q" in change ? change.q : q) || null,
          cursor: ("cursor" in change ? change.cursor : moves ? null : cursor) || null,
        },
        { history: moves ? "replace" : "push" },
      );
    },
  ];
}

const PARAMETERS = { q: parseAsString, cursor: parseAsString };
