"use client";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { addEntry, type Cells } from "@/lib/identity/directory-requests";
import type { DirectoryKind } from "@/lib/identity/directory-rows";
import { ChangePreviewPanel } from "../identity/change-preview";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { useChange } from "./use-change";
import { useWriteRefusal } from "./write-access";

type Props = {
  kind: DirectoryKind;
  /** On the button and as the title. */
  label: string;
  confirm: string;
  /** Cells that are not asked for. */
  fixed?: Cells;
  /** A small button in a row, not the section's own. */
  inRow?: boolean;
  /** With the object's name, where several stand in one list. */
  accessibleName?: string;
  /** The fields; their names are the columns of the kind. */
  children: React.ReactNode;
};

/** A button whose dialog adds one entry of a kind. */
export function EntryDialog({ label, inRow, accessibleName, ...form }: Props) {
  const refusal = useWriteRefusal();
  return (
    <Dialog
      title={label}
      trigger={(open) => (
        <Button
          {...(inRow ? { size: "sm", variant: "ghost" } : {})}
          aria-label={accessibleName}
          disabledReason={refusal}
          onClick={open}
        >
          {!inRow && <Plus aria-hidden className="size-4 text-ink-3" />}
          {label}
        </Button>
      )}
    >
      {(close) => <EntryForm {...form} close={close} />}
    </Dialog>
  );
}

function EntryForm({
  kind,
  confirm,
  fixed = {},
  children,
  close,
}: Pick<Props, "kind" | "confirm" | "fixed" | "children"> & { close: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState("");
  const adding = useChange((cells: Cells) => addEntry(kind, cells), close);
  return (
    <form
      ref={form}
      className="grid gap-4"
      onInput={(event) => setState(JSON.stringify(cellsOf(event.currentTarget)))}
      onSubmit={(event) => {
        event.preventDefault();
        if (adding.isPending) return;
        adding.mutate({ ...cellsOf(event.currentTarget), ...fixed });
      }}
    >
      {children}
      {kind !== "clients" && (
        <ChangePreviewPanel
          kind={kind}
          current={`${state} ${JSON.stringify(fixed)}`}
          read={() => {
            if (!form.current?.reportValidity()) return null;
            return [{ ...cellsOf(form.current), ...fixed }];
          }}
        />
      )}
      {adding.error && <Notice>{plainMessage(adding.error)}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={adding.isPending ? "Saving…" : null}
        >
          {confirm}
        </Button>
      </div>
    </form>
  );
}

/** The fields of a form by their names, trimmed. */
export function cellsOf(form: HTMLFormElement): Cells {
  return Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [
      name,
      typeof value === "string" ? value.trim() : "",
    ]),
  );
}

/** A form has one entry, so its "line 1" goes without saying. */
export function plainMessage(error: Error): string {
  return error.message.replace(/^line 1: /, "").replace(/ Nothing was changed\.$/, "");
}
