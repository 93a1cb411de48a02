"use client";
import { UnfoldVertical } from "lucide-react";
import { memo, useMemo, useState } from "react";
import { compareLeaves, leavesOf } from "@/lib/approvals/argument-leaves";
import type { ApprovalArguments } from "@/lib/approvals/view";
import { Button } from "../../ui/button";
import { ArgumentRow, type RowDifference } from "./argument-row";
import { useReading } from "./use-reading";

/** So many values at first; the rest is a fold like any other. */
const FIRST_ROWS = 40;

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
  const { open } = useReading();
  const [all, setAll] = useState(false);
  const leaves = useMemo(() => leavesOf(text), [text]);
  const difference = useMemo(
    () => (before === null ? null : compareLeaves(leavesOf(masked), leavesOf(before))),
    [masked, before],
  );
  const maskedPaths = useMemo(() => new Set(redacted?.map(({ path }) => path)), [redacted]);
  const of = (path: string): RowDifference | undefined => {
    const was = difference?.changed.get(path);
    if (was) return { kind: "changed", was };
    return difference?.added.has(path) ? { kind: "new" } : undefined;
  };
  const shown = all ? leaves : leaves.slice(0, FIRST_ROWS);
  const more = leaves.length - shown.length;
  return (
    <>
      <dl className="@container divide-y divide-line/70 overflow-hidden rounded-md border bg-surface">
        {shown.map((leaf) => (
          <ArgumentRow
            key={leaf.path}
            leaf={leaf}
            masked={maskedPaths.has(leaf.path)}
            difference={of(leaf.path)}
          />
        ))}
        {difference?.removed.map((leaf) => (
          <ArgumentRow key={`gone ${leaf.path}`} leaf={leaf} masked difference={GONE} />
        ))}
      </dl>
      {more > 0 && (
        <Button
          ref={open("fold", `${more} more values`)}
          size="sm"
          className="justify-self-start"
          onClick={() => setAll(true)}
        >
          <UnfoldVertical aria-hidden className="size-3.5" />
          {more.toLocaleString("en")} more values
        </Button>
      )}
    </>
  );
});

const GONE = { kind: "gone" } as const;
