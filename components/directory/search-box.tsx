"use client";
import { Search } from "lucide-react";
import { useState } from "react";
import { Input } from "../ui/input";

/** Searches as one types; the address follows. */
export function SearchBox({
  text,
  what,
  onText,
}: {
  text: string;
  /** "Search persons" */
  what: string;
  onText: (text: string) => void;
}) {
  const [draft, setDraft] = useState(text);
  const [known, setKnown] = useState(text);
  // The address moved by itself: back, forward, or "show all".
  if (text !== known) {
    setKnown(text);
    setDraft(text);
  }
  return (
    <div className="relative max-sm:w-full">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3"
      />
      <Input
        type="search"
        aria-label={what}
        placeholder={`${what}…`}
        value={draft}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className="pl-8 sm:w-64"
        onChange={(event) => {
          setDraft(event.target.value);
          setKnown(event.target.value.trim());
          onText(event.target.value.trim());
        }}
      />
    </div>
  );
}
