"use client";
import { useState } from "react";
import { selectedIn } from "@/lib/approvals/address";
import type { ApprovalsAddress } from "@/lib/routes";
import { useMay } from "../approval-rights";
import type { Go } from "../use-inbox-address";

export type Selection = {
  ids: readonly string[];
  /** Those that are open to be decided; empty where none are. */
  open: readonly string[];
  set: (ids: readonly string[]) => void;
  toggle: (id: string) => void;
};

/** What is ticked in the list. What is open follows it, and its address too. */
export function useSelection({ together }: ApprovalsAddress, go: Go): Selection {
  const mayDecide = useMay("approvals:decide");
  const open = mayDecide ? selectedIn(together) : [];
  const [ids, setIds] = useState<readonly string[]>(open);
  const set = (next: readonly string[]) => {
    setIds(next);
    if (open.length === 0) return;
    go({ together: next.length > 1 ? next.join(",") : undefined }, { replace: true });
  };
  const toggle = (id: string) =>
    set(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  return { ids, open, set, toggle };
}
