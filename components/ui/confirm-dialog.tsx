"use client";
import { useId, useRef, useState } from "react";
import { Button } from "./button";
import { Input } from "./input";
import { Notice } from "./notice";

/** Asks before something that cannot be taken back: names it, says what follows, takes the reason. */
export function ConfirmDialog({
  title,
  confirm,
  needsReason = false,
  problem,
  busy,
  onConfirm,
  trigger,
  children,
}: {
  /** Names the object: "Revoke the source my-gateway?" */
  title: string;
  /** The button that does it: "Revoke the source". */
  confirm: string;
  needsReason?: boolean;
  problem: string | null;
  busy: boolean;
  onConfirm: (reason: string, close: () => void) => void;
  trigger: (open: () => void) => React.ReactNode;
  /** What follows from it. */
  children: React.ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [reason, setReason] = useState("");
  const close = () => dialog.current?.close();
  const missing = needsReason && reason.trim().length < 3 ? "Say why first: it is recorded" : null;
  return (
    <>
      {trigger(() => dialog.current?.showModal())}
      <dialog
        ref={dialog}
        aria-labelledby={`${id}-title`}
        onClose={() => setReason("")}
        className="m-auto w-[calc(100vw-2rem)] max-w-md rounded-lg bg-surface p-0 text-left text-sm font-normal whitespace-normal text-ink shadow-float backdrop:bg-black/40"
      >
        <form
          className="grid gap-3.5 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (missing === null && !busy) onConfirm(reason.trim(), close);
          }}
        >
          <h2 id={`${id}-title`} className="text-base font-semibold wrap-anywhere">
            {title}
          </h2>
          <div className="grid gap-2 text-sm text-ink-2">{children}</div>
          {needsReason && (
            <div className="grid gap-1.5">
              <label htmlFor={`${id}-reason`} className="text-sm font-medium">
                Reason
              </label>
              <Input
                id={`${id}-reason`}
                value={reason}
                maxLength={500}
                autoComplete="off"
                onChange={(event) => setReason(event.target.value)}
              />
            </div>
          )}
          {problem !== null && <Notice>{problem}</Notice>}
          <div className="flex justify-end gap-2 pt-1">
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" variant="danger" disabledReason={busy ? "Under way…" : missing}>
              {confirm}
            </Button>
          </div>
        </form>
      </dialog>
    </>
  );
}
