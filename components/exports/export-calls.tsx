"use client";
import { Download } from "lucide-react";
import type { ExportedList } from "@/lib/exports/options";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { onDemand } from "../ui/on-demand";

const ExportForm = onDemand(async () => (await import("./export-form")).ExportForm);

/** Everything that the view matches as a file. */
export function ExportCalls({
  list,
  range,
  mayExport,
  mayReadPayload,
  problem,
}: {
  list: ExportedList;
  /** The time range in words. */
  range: string;
  mayExport: boolean;
  mayReadPayload: boolean;
  /** Why the view names no calls; null where it does. */
  problem: string | null;
}) {
  const reason = mayExport ? problem : "Exporting needs the permission calls:export.";
  return (
    <Dialog
      title="Export calls"
      trigger={(open) => (
        <Button
          size="sm"
          disabledReason={reason}
          onClick={open}
          onPointerEnter={ExportForm.preload}
          className="font-normal text-ink-2"
        >
          <Download aria-hidden className="size-3.5 text-ink-3" />
          Export
        </Button>
      )}
    >
      {(close) => (
        <ExportForm list={list} range={range} mayReadPayload={mayReadPayload} onBegun={close} />
      )}
    </Dialog>
  );
}
