"use client";
import { useState } from "react";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { Input } from "../ui/input";
import { moveFocus } from "../ui/move-focus";
import { forgetQueries, storedQueries } from "./query-history-store";

/** The queries, newest first, to search, to pick and to forget. */
export function RecalledQueries({
  member,
  onPick,
}: {
  member: string;
  onPick: (query: string) => void;
}) {
  const [queries, setQueries] = useState(() => storedQueries(member));
  const [wanted, setWanted] = useState("");
  const found = queries.filter((one) => one.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <div onKeyDown={moveFocus} className="flex min-h-0 flex-1 flex-col">
      <div className="border-b p-1.5">
        <Input
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          aria-label="Search the history"
          placeholder="Search the history…"
          spellCheck={false}
          autoComplete="off"
        />
      </div>
      <ul className="max-h-80 min-h-0 flex-1 overflow-y-auto p-1">
        {found.map((query) => (
          <li key={query}>
            <button
              type="button"
              onClick={() => onPick(query)}
              className="flex min-h-8 w-full items-center rounded-md px-2 py-1 text-left font-mono text-xs hover:bg-hover focus-visible:bg-hover focus-visible:outline-offset-[-2px]"
            >
              <InertText text={query} className="line-clamp-2 break-words" />
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="px-3 pb-3 text-xs text-ink-3">
          {queries.length === 0
            ? "No query has been applied in this browser yet. Those that look inside payloads are not kept."
            : "No query in the history contains this."}
        </p>
      )}
      {queries.length > 0 && (
        <div className="flex items-center justify-between gap-3 border-t p-1.5 pl-3 text-2xs text-ink-3">
          Kept in this browser, without those that look inside payloads
          <Button
            size="sm"
            variant="ghost"
            onClick={() => {
              forgetQueries(member);
              setQueries([]);
            }}
          >
            Clear history
          </Button>
        </div>
      )}
    </div>
  );
}
