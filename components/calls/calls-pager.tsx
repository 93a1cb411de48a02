"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { CallPage } from "@/lib/calls/view";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import type { Go } from "./use-calls-address";

/** Older and newer pages. The number of all matches is not counted, so none is claimed. */
export function CallsPager({ page, go }: { page: CallPage; go: Go }) {
  const { next, previous } = page;
  return (
    <nav
      aria-label="Pages of calls"
      className="flex h-11 shrink-0 items-center gap-2 overflow-hidden border-t px-3 whitespace-nowrap md:px-4"
    >
      <span className="mr-auto flex min-w-0 items-center gap-4 overflow-hidden text-xs text-ink-3">
        <span className="whitespace-nowrap tabular-nums">
          {page.items.length} {page.items.length === 1 ? "call" : "calls"} on this page
        </span>
        <span aria-hidden className="hidden items-center gap-1 @min-[600px]/column:flex">
          <Kbd>j</Kbd>
          <Kbd>k</Kbd> move
          <span className="w-2" />
          <Kbd>↵</Kbd> open
          <span className="w-2" />
          <Kbd>esc</Kbd> close
        </span>
      </span>
      <Button
        size="sm"
        disabledReason={previous === null ? "This is the newest page" : null}
        onClick={() => go({ cursor: previous ?? undefined })}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
        Newer
      </Button>
      <Button
        size="sm"
        disabledReason={next === null ? "Nothing older matches" : null}
        onClick={() => go({ cursor: next ?? undefined })}
      >
        Older
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </nav>
  );
}
