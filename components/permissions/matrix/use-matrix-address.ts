"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { parseMatrixAddress } from "@/lib/policy/matrix/address";
import type { MatrixAddress } from "@/lib/routes";

/** What the matrix shows, as the address has it. */
export function useMatrixAddress(): [MatrixAddress, (change: MatrixAddress) => void] {
  const [raw, set] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  return [
    parseMatrixAddress(raw),
    (change) => {
      const next = Object.entries(change).map(([key, value]) => [key, value ?? null]);
      void set(Object.fromEntries(next), { history: "replace" });
    },
  ];
}

const PARAMETERS = {
  q: parseAsString,
  server: parseAsString,
  open: parseAsString,
  only: parseAsString,
  changed: parseAsString,
};
