"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { changeAddress, parseAddress } from "@/lib/calls/address";
import type { CallsAddress } from "@/lib/routes";

export type Go = (change: CallsAddress, how?: { replace?: boolean }) => void;

/** The page's address and the way to change it, without asking the server for the page again. */
export function useCallsAddress(): [CallsAddress, Go] {
  const [parameters, setParameters] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  const address = parseAddress(parameters);
  const go: Go = (change, { replace = false } = {}) => {
    const { q, from, to, tz, cursor, call, tab, cols, live } = changeAddress(address, change);
    void setParameters(
      {
        q: q ?? null,
        from: from ?? null,
        to: to ?? null,
        tz: tz ?? null,
        cursor: cursor ?? null,
        call: call ?? null,
        tab: tab ?? null,
        cols: cols ?? null,
        live: live ?? null,
      },
      { history: replace ? "replace" : "push" },
    );
  };
  return [address, go];
}

const PARAMETERS = {
  q: parseAsString,
  from: parseAsString,
  to: parseAsString,
  tz: parseAsString,
  cursor: parseAsString,
  call: parseAsString,
  tab: parseAsString,
  cols: parseAsString,
  live: parseAsString,
};
