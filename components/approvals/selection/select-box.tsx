"use client";
import { sentenceText } from "@/lib/approvals/sentence";
import type { ApprovalView } from "@/lib/approvals/view";
import { markedText } from "@/lib/hostile-text";
import { Tooltip } from "../../ui/tooltip";
import type { Selection } from "./use-selection";

/** In the corner of a row of the list, beside the link that the row is. */
export function SelectBox({
  approval: { id, sentence },
  why,
  selection: { ids, toggle },
}: {
  approval: ApprovalView;
  /** Why it cannot be added to what is ticked; null where it can. */
  why: string | null;
  selection: Selection;
}) {
  const checked = ids.includes(id);
  const against = checked ? null : why;
  const box = (
    <input
      type="checkbox"
      checked={checked}
      onChange={() => {
        if (against === null) toggle(id);
      }}
      aria-label={markedText(`Select: ${sentenceText(sentence)}`)}
      {...(against !== null && { "aria-disabled": true, "aria-description": against })}
      className="size-4 accent-(--accent) aria-disabled:opacity-40"
    />
  );
  return (
    <label className="absolute top-1.5 left-1 grid size-8 cursor-pointer place-items-center md:left-2">
      {against === null ? box : <Tooltip content={against}>{box}</Tooltip>}
    </label>
  );
}
