"use client";
import type { ApprovalView } from "@/lib/approvals/view";
import { Button } from "../../ui/button";
import { othersAlike } from "./alike";

/** Under the list, as long as something is ticked in it. */
export function SelectionStrip({
  rows,
  ids,
  isOpen,
  onChange,
  onOpen,
}: {
  rows: readonly ApprovalView[];
  ids: readonly string[];
  isOpen: boolean;
  onChange: (ids: readonly string[]) => void;
  onOpen: () => void;
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
      <Button variant="ghost" className={FINGER} onClick={() => onChange([])}>
        Clear
      </Button>
      {others.length > 0 && (
        <Button
          className={FINGER}
          onClick={() => onChange([...ids, ...others.map(({ id }) => id)])}
        >
          Add {others.length} more of this tool
        </Button>
      )}
      {!isOpen && (
        <Button
          variant="primary"
          className={FINGER}
          disabledReason={ids.length < 2 ? "One alone is decided on its card" : null}
          onClick={onOpen}
        >
          Decide together
        </Button>
      )}
    </div>
  );
}

/** Large enough for a thumb. */
const FINGER = "pointer-coarse:h-11";
