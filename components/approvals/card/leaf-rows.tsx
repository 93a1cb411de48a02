"use client";
import { UnfoldVertical } from "lucide-react";
import { memo, useState } from "react";
import type { Leaf } from "@/lib/approvals/argument-leaves";
import { Button } from "../../ui/button";
import { ArgumentRow, type RowDifference } from "./argument-row";
import { useReading } from "./use-reading";

/** So many values at first; the rest is a fold like any other. */
const FIRST_ROWS = 40;

/**
 * Values under their names, and at the end those that are gone. Apart from what is polled: laying out
 * 200 KB takes a moment, and what was bound never changes.
 */
export const LeafRows = memo(function LeafRows({
  leaves,
  masked = NOTHING_MASKED,
  differenceOf,
  gone = NONE_GONE,
  of = "",
}: {
  leaves: readonly Leaf[];
  /** Paths at which secrets are masked. */
  masked?: ReadonlySet<string>;
  differenceOf?: (path: string) => RowDifference | undefined;
  gone?: readonly Leaf[];
  /** Whose they are, where a card has several: to be said after "40 more values". */
  of?: string;
}) {
  const { open } = useReading();
  const [all, setAll] = useState(false);
  const shown = all ? leaves : leaves.slice(0, FIRST_ROWS);
  const more = leaves.length - shown.length;
  return (
    <>
      <dl className="@container divide-y divide-line/70 overflow-hidden rounded-md border bg-surface">
        {shown.map((leaf) => (
          <ArgumentRow
            key={leaf.path}
            leaf={leaf}
            of={of}
            masked={masked.has(leaf.path)}
            difference={differenceOf?.(leaf.path)}
          />
        ))}
        {gone.map((leaf) => (
          <ArgumentRow key={`gone ${leaf.path}`} leaf={leaf} of={of} masked difference={GONE} />
        ))}
      </dl>
      {more > 0 && (
        <Button
          ref={open("fold", `${more} more values${of}`)}
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

const NOTHING_MASKED: ReadonlySet<string> = new Set();
const NONE_GONE: readonly Leaf[] = [];
const GONE = { kind: "gone" } as const;
