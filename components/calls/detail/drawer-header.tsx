"use client";
import { ChevronDown, ChevronUp, ClipboardList, Link2, X } from "lucide-react";
import { frozenAddress } from "@/lib/calls/address";
import { callSummary } from "@/lib/calls/call-summary";
import type { CallDetail, CallRow } from "@/lib/calls/view";
import { type CallsAddress, routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { ToolName } from "../tool-name";
import type { Go } from "../use-calls-address";

/** What was called, the neighbours in the list, the link to exactly this view, and the way back. */
export function DrawerHeader({
  row,
  detail,
  address,
  newer,
  older,
  go,
}: {
  row: CallRow | undefined;
  /** Undefined until all of the call was read. */
  detail: CallDetail | undefined;
  address: CallsAddress;
  newer: string | undefined;
  older: string | undefined;
  go: Go;
}) {
  const step = (id: string | undefined) => id && go({ call: id }, { replace: true });
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b bg-surface pr-2 pl-4">
      <h2 className="min-w-0 flex-1 truncate">
        <span className="sr-only">Call of </span>
        {row ? <ToolName call={row} /> : <span className="font-medium">Call</span>}
      </h2>
      <Button
        variant="ghost"
        aria-label="Newer call (k)"
        disabledReason={newer ? null : "No newer call in the list"}
        onClick={() => step(newer)}
        className="w-8 px-0"
      >
        <ChevronUp aria-hidden className="size-4" />
      </Button>
      <Button
        variant="ghost"
        aria-label="Older call (j)"
        disabledReason={older ? null : "No older call in the list"}
        onClick={() => step(older)}
        className="w-8 px-0"
      >
        <ChevronDown aria-hidden className="size-4" />
      </Button>
      {detail && (
        <CopyButton
          label="Copy the answer as text, with a link"
          text={() => callSummary(detail, linkTo(address))}
          icon={ClipboardList}
          className="size-8 text-ink-2"
        />
      )}
      <CopyButton
        label="Copy a link to this call"
        text={() => linkTo(address)}
        icon={Link2}
        className="size-8 text-ink-2"
      />
      <Button
        variant="ghost"
        aria-label="Close (Escape)"
        onClick={() => go({ call: undefined })}
        className="w-8 px-0"
      >
        <X aria-hidden className="size-4" />
      </Button>
    </header>
  );
}

/** A link for a colleague: this call, in this query, page and range, also tomorrow. */
function linkTo(address: CallsAddress): string {
  const path = routes.calls(frozenAddress(address, Date.now()));
  return new URL(path, window.location.href).href;
}
