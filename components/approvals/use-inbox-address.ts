"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { parseApprovalsAddress } from "@/lib/approvals/address";
import type { ApprovalsAddress } from "@/lib/routes";

export type Go = (change: ApprovalsAddress, how?: { replace?: boolean }) => void;

/** Which list and which card the inbox shows, as its address has it. */
export function useInboxAddress(): [ApprovalsAddress, Go] {
  const [raw, set] = useQueryStates(PARAMETERS, { shallow: true, scroll: false });
  const address = parseApprovalsAddress(raw);
  const go: Go = (change, { replace = false } = {}) => {
    const { tab, approval, together, cursor } = { ...address, ...change };
    void set(
      {
        tab: tab ?? null,
        approval: approval ?? null,
        together: together ?? null,
        cursor: cursor ?? null,
      },
      { history: replace ? "replace" : "push" },
    );
  };
  return [address, go];
}

const PARAMETERS = {
  tab: parseAsString,
  approval: parseAsString,
  together: parseAsString,
  cursor: parseAsString,
};
