"use client";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Role } from "@/lib/access/model";
import { permissionsOf } from "@/lib/access/permissions";
import { ALL_PAGES } from "../layout/pages";
import { PALETTE_INPUT, PaletteHead } from "./palette-head";

const PaletteList = lazy(async () => ({
  default: (await import("./palette-list")).PaletteList,
}));

/** Cmd/Ctrl+K, from anywhere: every page, identity, tool and query. Its code comes when it is opened. */
export function Palette({
  roles,
  open,
  onOpen,
  onClose,
}: {
  roles: readonly Role[];
  open: boolean;
  onOpen: () => void;
  onClose: () => void;
}) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
    if (event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (open) onClose();
    else onOpen();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return open ? <OpenPalette roles={roles} onClose={onClose} /> : null;
}

function OpenPalette({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const [held] = useState(() => permissionsOf(roles));
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector("input")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label="Go to"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className="mx-auto mt-[12dvh] mb-0 max-h-[70dvh] w-[min(40rem,calc(100vw-1.5rem))] overflow-hidden rounded-xl bg-surface p-0 text-sm text-ink shadow-float backdrop:bg-black/40"
    >
      <div className="flex max-h-[70dvh] min-h-48 flex-col">
        <Suspense fallback={<Typing text={text} onText={setText} />}>
          <PaletteList
            text={text}
            onText={setText}
            pages={ALL_PAGES.filter(({ needs }) => needs === undefined || held.has(needs))}
            mayReadCalls={held.has("calls:read")}
            mayReadDirectory={held.has("directory:read")}
            onClose={onClose}
          />
        </Suspense>
      </div>
    </dialog>
  );
}

/** Until the list's code is there: nothing that is typed is lost. */
function Typing({ text, onText }: { text: string; onText: (text: string) => void }) {
  return (
    <PaletteHead>
      <input
        autoFocus
        aria-label="Go to"
        value={text}
        onChange={(event) => onText(event.target.value)}
        {...PALETTE_INPUT}
      />
    </PaletteHead>
  );
}
