"use client";
import { X } from "lucide-react";
import { Suspense, useEffect, useId, useRef, useState } from "react";
import { Button } from "./button";
import { AskToLeave, DialogGuard, type Guard } from "./dialog-guard";

/** A modal in the middle of the page: the platform's own dialog. What it holds lives while it is open. */
export function Dialog({
  title,
  trigger,
  children,
}: {
  title: React.ReactNode;
  trigger: (open: () => void) => React.ReactNode;
  children: (close: () => void) => React.ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {trigger(() => setOpen(true))}
      {open && (
        // What is fetched on demand comes first, so that the focus finds it.
        <Suspense fallback={null}>
          <OpenDialog title={title} onClose={() => setOpen(false)}>
            {children}
          </OpenDialog>
        </Suspense>
      )}
    </>
  );
}

function OpenDialog({
  title,
  onClose,
  children,
}: {
  title: React.ReactNode;
  onClose: () => void;
  children: (close: () => void) => React.ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const id = useId();
  const changed = useRef(false);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // The platform would choose the button that closes; what is asked for comes first.
    content.current?.querySelector<HTMLElement>(FIRST)?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  // The key itself, wherever the focus is: pressed twice, the platform closes without asking.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || !changed.current) return;
      const within = event.target instanceof Element ? event.target.closest("dialog") : null;
      if (within !== null && within !== dialog.current) return;
      event.preventDefault();
      setAsking(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const close = () => dialog.current?.close();
  const leave = () => (changed.current ? setAsking(true) : close());
  const [guard] = useState<Guard>(() => ({
    setChanged: (now) => {
      changed.current = now;
    },
    leave,
  }));
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onCancel={(event) => {
        if (event.target !== event.currentTarget || !changed.current) return;
        event.preventDefault();
        setAsking(true);
      }}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[min(36rem,calc(100vw-2rem))] overflow-auto rounded-xl bg-surface p-0 text-left text-sm font-normal whitespace-normal text-ink shadow-float backdrop:bg-black/40"
    >
      <header className="sticky top-0 z-10 flex items-center gap-2 border-b bg-surface py-2 pr-2 pl-4">
        <h2 id={id} className="min-w-0 flex-1 text-base font-semibold tracking-tight wrap-anywhere">
          {title}
        </h2>
        <Button variant="ghost" aria-label="Close" className="w-8 px-0" onClick={leave}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      {asking && <AskToLeave stay={() => setAsking(false)} leave={close} />}
      <div ref={content} className="grid gap-4 p-4">
        <DialogGuard value={guard}>{children(close)}</DialogGuard>
      </div>
    </dialog>
  );
}

const FIRST = "input:not([type=hidden], [hidden]), select, textarea";
