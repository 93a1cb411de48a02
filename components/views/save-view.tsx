"use client";
import { Plus } from "lucide-react";
import type { ViewAddress } from "@/lib/views/model";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ViewForm } from "./view-form";

/** Keeps what is on screen under a name. */
export function SaveView({
  kept,
  mayShare,
  onSaved,
}: {
  kept: ViewAddress;
  mayShare: boolean;
  onSaved: () => void;
}) {
  return (
    <Dialog
      title="Save this view"
      trigger={(open) => (
        <Button size="sm" variant="ghost" onClick={open} className="w-full justify-start">
          <Plus aria-hidden className="size-3.5" />
          Save this view…
        </Button>
      )}
    >
      {(close) => (
        <ViewForm
          kept={kept}
          mayShare={mayShare}
          onDone={() => {
            close();
            onSaved();
          }}
        />
      )}
    </Dialog>
  );
}
