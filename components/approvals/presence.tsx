"use client";
import { Eye } from "lucide-react";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { useMay } from "./approval-rights";
import { NameList } from "./glass/name-list";
import { useLooking } from "./use-looking";

/** "Bob is looking at it": who else has it on screen; and the others are told of the reader. */
export function Presence({ detail }: { detail: ApprovalDetail }) {
  const { id, state, toMe, looking } = detail;
  useLooking(id, useMay("approvals:decide") && toMe && state === "pending");
  return (
    // Always there, so that what comes into it is announced.
    <p role="status" className="flex items-center gap-1.5 text-xs text-ink-2 empty:hidden">
      {looking.length > 0 && (
        <>
          <Eye aria-hidden className="size-3.5 shrink-0 text-ink-3" />
          <span className="min-w-0 wrap-anywhere">
            <NameList names={looking} /> {looking.length === 1 ? "is" : "are"} looking at it
          </span>
        </>
      )}
    </p>
  );
}
