"use client";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";

const KEYS: readonly { place: string; keys: readonly (readonly [string[], string])[] }[] = [
  {
    place: "Everywhere",
    keys: [
      [["⌘ K", "Ctrl K"], "Go to a page, an identity, a tool or a query"],
      [["?"], "These keys"],
    ],
  },
  {
    place: "Calls",
    keys: [
      [["/"], "Write a query"],
      [["j", "↓"], "Older call"],
      [["k", "↑"], "Newer call"],
      [["PgDn", "PgUp"], "A screen further down or up"],
      [["Home", "End"], "The first call, the last that was read"],
      [["↵"], "Open the call"],
      [["esc"], "Close the call; in the query, back to what is applied"],
      [["."], "Ways on from the call: filter, exclude, copy, open"],
      [["↑"], "In the query: what was applied before"],
      [["l"], "Live: add new calls as they come"],
    ],
  },
  {
    place: "Approvals",
    keys: [
      [["j", "k"], "The next one, the one before"],
      [["↵"], "Open it"],
      [["x"], "Select it, to decide several at once"],
      [["a"], "To what is still to see; then ask for confirmation; again: approve"],
      [["d"], "Deny: write the reason"],
      [["⌘ ↵", "Ctrl ↵"], "Send it"],
      [["esc"], "Back: out of the question, then to the list"],
    ],
  },
  {
    place: "A draft’s text",
    keys: [
      [["⌘ S", "Ctrl S"], "Save"],
      [["⌘ F", "Ctrl F"], "Search in the text"],
      [["⌘ /", "Ctrl /"], "Make the lines a comment, or none"],
    ],
  },
  {
    place: "The matrix of permissions",
    keys: [
      [["↑", "↓", "←", "→"], "Another cell; with Shift more of them"],
      [["a", "k", "d"], "Allow, ask, deny, in a draft"],
      [["⌫"], "Take back what was set here"],
      [["↵"], "The rules that decide; on a server or group, fold or open it"],
      [["⌘ A", "Ctrl A"], "Every cell that is shown"],
      [["esc"], "Only the one cell"],
    ],
  },
];

/** Every key and what it does. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-label="Keys"
      onClose={onClose}
      className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-xl bg-surface p-0 text-sm text-ink shadow-float backdrop:bg-black/40"
    >
      <header className="flex items-center border-b py-2 pr-2 pl-4">
        <h2 className="flex-1 text-base font-semibold tracking-tight">Keys</h2>
        <Button
          variant="ghost"
          aria-label="Close"
          className="w-8 px-0"
          onClick={() => dialog.current?.close()}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="grid gap-4 p-4">
        {KEYS.map(({ place, keys }) => (
          <section key={place} aria-label={place}>
            <h3 className="pb-1 text-2xs text-ink-3">{place}</h3>
            <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1.5">
              {keys.map(([names, words]) => (
                <div key={words} className="contents">
                  <dt className="flex items-start gap-1">
                    {names.map((name) => (
                      <Kbd key={name}>{name}</Kbd>
                    ))}
                  </dt>
                  <dd className="text-ink-2">{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
