"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import type { SavedView, ViewAddress } from "@/lib/views/model";
import { removeView, viewsOptions } from "@/lib/views/options";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { InertText } from "../ui/inert-text";
import { ViewForm } from "./view-form";

/** Renames, shares, replaces or removes one of one's own views. */
export function EditView({
  view,
  kept,
  mayShare,
}: {
  view: SavedView;
  kept: ViewAddress;
  mayShare: boolean;
}) {
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => removeView(view.id),
    onSettled: () => client.invalidateQueries({ queryKey: viewsOptions().queryKey }),
  });
  return (
    <Dialog
      title={
        <>
          Change <InertText text={view.name} />
        </>
      }
      trigger={(open) => (
        <Button
          variant="ghost"
          aria-label={`Change ${view.name}`}
          onClick={open}
          className="size-8 shrink-0 px-0"
        >
          <Pencil aria-hidden className="size-3.5 text-ink-3" />
        </Button>
      )}
    >
      {(close) => (
        <ViewForm view={view} kept={kept} mayShare={mayShare} onDone={close}>
          {removing.isError && (
            <span role="status" className="mr-auto self-center text-xs text-danger">
              It could not be removed.
            </span>
          )}
          <Button
            disabledReason={removing.isPending ? "Being removed…" : null}
            onClick={() => removing.mutate(undefined, { onSuccess: close })}
          >
            Remove {view.shared ? "for everybody" : "it"}
          </Button>
        </ViewForm>
      )}
    </Dialog>
  );
}
