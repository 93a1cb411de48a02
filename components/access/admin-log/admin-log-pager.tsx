"use client";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { AdminLogPage } from "@/lib/access/admin-log-view";
import { Button } from "../../ui/button";
import type { GoInLog } from "./use-admin-log-address";

/** Older and newer pages. The number of all records is not counted, so none is claimed. */
export function AdminLogPager({ page, go }: { page: AdminLogPage; go: GoInLog }) {
  const { next, previous, items } = page;
  return (
    <nav
      aria-label="Pages of the admin log"
      className="flex h-11 shrink-0 items-center gap-2 border-t px-3 whitespace-nowrap md:px-4"
    >
      <span className="mr-auto text-xs text-ink-3 tabular-nums">
        {items.length} {items.length === 1 ? "record" : "records"} on this page
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
        disabledReason={next === null ? "Nothing older fits" : null}
        onClick={() => go({ cursor: next ?? undefined })}
      >
        Older
        <ChevronRight aria-hidden className="size-3.5" />
      </Button>
    </nav>
  );
}
