"use client";
import { createContext, use, useEffect } from "react";
import { Button } from "./button";

export type Guard = {
  /** Whether what is written in it would be lost. */
  setChanged: (changed: boolean) => void;
  /** Closes it, or asks first. */
  leave: () => void;
};

export const DialogGuard = createContext<Guard | null>(null);

/** In a dialog: while `changed`, whatever would close it asks first. Gives the way to leave it. */
export function useDialogGuard(changed: boolean): () => void {
  const guard = use(DialogGuard);
  if (guard === null) throw new Error("a dialog's guard is used outside a dialog");
  useEffect(() => {
    guard.setChanged(changed);
    return () => guard.setChanged(false);
  }, [guard, changed]);
  return guard.leave;
}

/** Asks, in the dialog itself, whether what was written is to be lost. */
export function AskToLeave({ stay, leave }: { stay: () => void; leave: () => void }) {
  return (
    <div
      role="alertdialog"
      aria-label="Close without saving?"
      className="sticky top-12 z-20 flex flex-wrap items-center gap-2 border-b bg-sunken px-4 py-2.5"
    >
      <p className="min-w-0 flex-1 basis-48 text-sm font-medium">What you wrote is not saved.</p>
      {/* Whoever pressed the key by mistake goes on with the next one. */}
      <Button size="sm" autoFocus onClick={stay}>
        Go on writing
      </Button>
      <Button size="sm" variant="danger" onClick={leave}>
        Throw it away
      </Button>
    </div>
  );
}
