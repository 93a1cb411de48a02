"use client";
import { useState } from "react";
import { selectedIn } from "@/lib/approvals/address";
import type { ApprovalsAddress } from "@/lib/routes";
import { useMay } from "../approval-rights";
import type { Go } from "../use-inbox-address";

export type Selection = {
  ids: readonly string[];
  /** Whether they are open to be decided. */
  isOpen: boolean;
  set: (ids: readonly string[]) => void;
};

/** What is ticked in the list; where it is open to be decided, its address has it. */
export function useSelection({ together }: ApprovalsAddress, go: Go): Selection {
  const mayDecide = useMay("approvals:decide");
  const open = mayDecide ? selectedIn(together) : [];
  const isOpen = open.length > 0;
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const set = (next: readonly string[]) => {
    setTicked(next);
    if (!isOpen) return;
    go({ together: next.length > 1 ? next.join(",") : undefined }, { replace: true });
  };
  return { ids: isOpen ? open : ticked, isOpen, set };
}
