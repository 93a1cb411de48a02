"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { parseRulesAddress } from "@/lib/policy/reach/address";
import type { RulesAddress } from "@/lib/routes";

/** Which rules the page shows, as the address has it. */
export function useRulesAddress(): [RulesAddress, (change: RulesAddress) => void] {
  const [raw, set] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  return [
    parseRulesAddress(raw),
    (change) => {
      const next = Object.entries(change).map(([key, value]) => [key, value ?? null]);
      void set(Object.fromEntries(next), { history: "replace" });
    },
  ];
}

const PARAMETERS = { q: parseAsString, show: parseAsString, rule: parseAsString };
