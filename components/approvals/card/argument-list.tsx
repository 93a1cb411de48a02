"use client";
import { memo, useMemo } from "react";
import { compareLeaves, leavesOf } from "@/lib/approvals/argument-leaves";
import type { ApprovalArguments } from "@/lib/approvals/view";
import type { RowDifference } from "./argument-row";
import { LeafRows } from "./leaf-rows";

/**
 * Every value of the arguments. Apart from what is polled: laying out 200 KB takes a moment, and what
 * was bound never changes.
 */
export const ArgumentList = memo(function ArgumentList({
  text,
  masked,
  before,
  redacted,
}: {
  /** As it is shown, secrets masked or not. */
  text: string;
  /** The same with secrets masked: what is compared. */
  masked: string;
  /** Of the call that it is compared with, masked too. */
  before: string | null;
  /** Where secrets are masked in it. */
  redacted: ApprovalArguments["redacted"] | null;
}) {
  const leaves = useMemo(() => leavesOf(text), [text]);
  const difference = useMemo(
    () => (before === null ? null : compareLeaves(leavesOf(masked), leavesOf(before))),
    [masked, before],
  );
  const maskedPaths = useMemo(() => new Set(redacted?.map(({ path }) => path)), [redacted]);
  const differenceOf = (path: string): RowDifference | undefined => {
    const was = difference?.changed.get(path);
    if (was) return { kind: "changed", was };
    return difference?.added.has(path) ? { kind: "new" } : undefined;
  };
  return (
    <LeafRows
      leaves={leaves}
      masked={maskedPaths}
      differenceOf={differenceOf}
      gone={difference?.removed ?? []}
    />
  );
});
