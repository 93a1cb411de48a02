"use client";
import { sentenceText } from "@/lib/approvals/sentence";
import type { ApprovalView } from "@/lib/approvals/view";
import { markedText } from "@/lib/hostile-text";
import { Tooltip } from "../../ui/tooltip";

/** In the corner of a row of the list, beside the link that the row is. */
export function SelectBox({
  approval: { sentence },
  checked,
  against,
  onToggle,
}: {
  approval: Pick<ApprovalView, "sentence">;
  checked: boolean;
  /** Why it cannot be added to what is ticked; null where it can. */
  against: string | null;
  onToggle: () => void;
}) {
  const box = (
    <input
      type="checkbox"
      checked={checked}
      onChange={() => {
        if (against === null) onToggle();
      }}
      aria-label={markedText(`Select: ${sentenceText(sentence)}`)}
      {...(against !== null && { "aria-disabled": true, "aria-description": against })}
      className="size-4 accent-(--accent) aria-disabled:opacity-40"
    />
  );
  return (
    <label className="absolute top-1.5 left-1 grid size-8 cursor-pointer place-items-center md:left-2 pointer-coarse:top-0 pointer-coarse:-left-0.5 pointer-coarse:size-11">
      {against === null ? box : <Tooltip content={against}>{box}</Tooltip>}
    </label>
  );
}
