"use client";
import { useMutation } from "@tanstack/react-query";
import { openContent } from "@/lib/sources/requests";
import { Button } from "../../ui/button";
import { InertJson } from "../../ui/inert-json";
import { Notice } from "../../ui/notice";

/** What was received, redacted. Opening needs `payload:read`, and each look is recorded. */
export function EntryContent({
  sourceId,
  entryId,
  mayRead,
}: {
  sourceId: string;
  entryId: string;
  mayRead: boolean;
}) {
  const opening = useMutation({ mutationFn: () => openContent(sourceId, entryId) });
  if (opening.data)
    return (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
        <InertJson text={opening.data.content} label="What was received" />
        <p className="text-2xs text-ink-3">
          Secrets were removed before it was stored. That you looked is recorded.
        </p>
      </div>
    );
  return (
    <div className="grid justify-items-start gap-2">
      {opening.error && <Notice>{opening.error.message}</Notice>}
      <Button
        size="sm"
        variant="ghost"
        className="-ml-2"
        disabledReason={
          mayRead
            ? opening.isPending
              ? "Opening…"
              : null
            : "This needs the permission payload:read (role auditor)"
        }
        title={mayRead ? "Each look is recorded with your name" : undefined}
        onClick={() => opening.mutate()}
      >
        Show what was received
      </Button>
    </div>
  );
}
