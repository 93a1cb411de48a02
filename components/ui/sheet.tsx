"use client";
import { X } from "lucide-react";
import { useRef } from "react";
import { Button } from "./button";

/** A panel from the left edge, over the page: the platform's own modal dialog. */
export function Sheet({
  label,
  trigger,
  children,
}: {
  label: string;
  trigger: (open: () => void) => React.ReactNode;
  children: React.ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <>
      {trigger(() => dialog.current?.showModal())}
      <dialog
        ref={dialog}
        aria-label={label}
        onClick={(event) => {
          if (event.target === dialog.current || event.target instanceof HTMLAnchorElement) close();
        }}
        className="m-0 h-dvh max-h-none w-64 max-w-[85vw] bg-surface p-0 text-ink shadow-float backdrop:bg-black/40"
      >
        <div className="flex h-full flex-col">
          <Button
            variant="ghost"
            aria-label="Close"
            className="absolute top-2 right-2 w-8 px-0"
            onClick={close}
          >
            <X aria-hidden className="size-4" />
          </Button>
          {children}
        </div>
      </dialog>
    </>
  );
}
