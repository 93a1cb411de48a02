"use client";
import type { ApprovalView } from "@/lib/approvals/view";
import { Button } from "../../ui/button";
import { othersAlike } from "./alike";
import type { Selection } from "./use-selection";

/** Under the list, as long as something is ticked in it. */
export function SelectionStrip({
  rows,
  selection: { ids, open, set },
  onOpen,
}: {
  rows: readonly ApprovalView[];
  selection: Selection;
  onOpen: (ids: readonly string[]) => void;
}) {
  if (ids.length === 0) return null;
  const others = othersAlike(rows, ids);
  return (
    <div
      role="group"
      aria-label="Selected"
      className="sticky bottom-0 z-10 flex flex-wrap items-center gap-2 border-t bg-canvas px-3 py-2 md:px-4"
    >
      <span role="status" className="mr-auto text-xs text-ink-2 tabular-nums">
        {ids.length} selected
      </span>
      <Button variant="ghost" onClick={() => set([])}>
        Clear
      </Button>
      {others.length > 0 && (
        <Button onClick={() => set([...ids, ...others.map(({ id }) => id)])}>
          Add {others.length} more of this tool
        </Button>
      )}
      {open.length === 0 && (
        <Button
          variant="primary"
          disabledReason={ids.length < 2 ? "One alone is decided on its card" : null}
          onClick={() => onOpen(ids)}
        >
          Decide together
        </Button>
      )}
    </div>
  );
}
