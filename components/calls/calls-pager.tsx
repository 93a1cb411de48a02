"use client";
import type { CallPage } from "@/lib/calls/view";
import { Pager } from "../layout/pager";
import { Kbd } from "../ui/kbd";
import type { Go } from "./use-calls-address";

/** Older and newer pages of calls, and the keys that move among them. */
export function CallsPager({ page, go }: { page: CallPage; go: Go }) {
  return (
    <Pager
      label="Pages of calls"
      page={page}
      one="call"
      many="calls"
      onCursor={(cursor) => go({ cursor })}
    >
      <span aria-hidden className="hidden items-center gap-1 @min-[600px]/column:flex">
        <Kbd>j</Kbd>
        <Kbd>k</Kbd> move
        <span className="w-2" />
        <Kbd>↵</Kbd> open
        <span className="w-2" />
        <Kbd>esc</Kbd> close
      </span>
    </Pager>
  );
}
