"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "../ui/button";

/** Older and newer pages. The number of all that fits is not counted, so none is claimed. */
export function Pager({
  label,
  page: { items, next, previous },
  one,
  many,
  onCursor,
  children,
}: {
  /** What is paged, for assistive technology: "Pages of calls". */
  label: string;
  page: { items: readonly unknown[]; next: string | null; previous: string | null };
  /** What the items are called. */
  one: string;
  many: string;
  onCursor: (cursor: string | undefined) => void;
  /** More about the page, where there is room. */
  children?: React.ReactNode;
}) {
  return (
    <nav
      aria-label={label}
      className="flex h-11 shrink-0 items-center gap-2 overflow-hidden border-t px-3 whitespace-nowrap md:px-4"
    >
      <span className="mr-auto flex min-w-0 items-center gap-4 overflow-hidden text-xs text-ink-3">
        <span className="tabular-nums">
          {items.length} {items.length === 1 ? one : many} on this page
        </span>
        {children}
      </span>
      <Button
        size="sm"
        disabledReason={previous === null ? "This is the newest page" : null}
        onClick={() => onCursor(previous ?? undefined)}
      >
        <ChevronLeft aria-hidden className="size-3.5" />
        Newer
      </Button>
      <Button
        size="sm"
        disabledReason={next === null ? "Nothing older matches" : null}
        onClick={() => onCursor(next ?? undefined)}
      >
        Older
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </nav>
  );
}
