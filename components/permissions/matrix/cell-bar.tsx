"use client";
import type { Effect } from "@/lib/policy/model";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Kbd } from "../../ui/kbd";

const SETS: readonly { effect: Effect | null; word: string; key: string }[] = [
  { effect: "allow", word: "Allow", key: "a" },
  { effect: "ask", word: "Ask", key: "k" },
  { effect: "deny", word: "Deny", key: "d" },
  { effect: null, word: "Unset", key: "⌫" },
];

/** What is selected, what it says, and what can be done about it; what is not pressed is left. */
export function CellBar({
  place,
  saving,
  words,
  refusal,
  onSet,
  children,
}: {
  place: string;
  /** What was set is on its way: whoever leaves now loses it. */
  saving: boolean;
  words: string;
  /** Why nothing can be set here. */
  refusal: string | null;
  onSet: (effect: Effect | null) => void;
  children: React.ReactNode;
}) {
  return (
    <div className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-t px-3 py-1.5 md:px-4">
      <div className="grid min-w-0 flex-1 basis-72 leading-tight">
        <span className="truncate text-xs font-medium">
          <InertText text={place} spaces />
          {saving && <span className="font-normal text-ink-3"> · Saving…</span>}
        </span>
        <span className="line-clamp-2 text-xs text-ink-3">
          <InertText text={words} />
        </span>
      </div>
      <div role="group" aria-label="Set what is selected" className="flex flex-wrap gap-1">
        {SETS.map(({ effect, word, key }) => (
          <Button
            key={word}
            size="sm"
            disabledReason={refusal}
            aria-keyshortcuts={key === "⌫" ? "Backspace" : key}
            onClick={() => onSet(effect)}
          >
            {word}
            <span aria-hidden className="max-md:hidden">
              <Kbd>{key}</Kbd>
            </span>
          </Button>
        ))}
        {children}
      </div>
    </div>
  );
}
