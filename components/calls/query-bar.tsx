"use client";
import { CornerDownLeft, Search, X } from "lucide-react";
import { useState } from "react";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { cn } from "../ui/cn";
import { Kbd } from "../ui/kbd";
import { QueryHistory } from "./query-history";
import { type BarFocus, QueryInput } from "./query-input";
import type { QueryDraft } from "./use-query-draft";

/**
 * The query as text. Enter applies it, Escape goes back to the applied one; what cannot be read is
 * refused with its position and never applied.
 */
export function QueryBar({
  query,
  onQuery,
  draft,
  noteId,
  payload,
  range,
  member,
  focusRef,
}: {
  query: string;
  onQuery: (query: string) => void;
  draft: QueryDraft;
  /** Of the element that says what the query means, or why it is refused. */
  noteId: string;
  /** Whether the member may look inside payloads. */
  payload: boolean;
  range: { from: string; to: string };
  /** The member's id: each has a history of their own. */
  member: string;
  focusRef: React.RefObject<BarFocus | null>;
}) {
  const { refused, dirty, write, apply } = draft;
  const [recalling, setRecalling] = useState(false);
  const invalid = !parseQuery(refused ?? query).ok;
  const focus = () => focusRef.current?.focus();
  return (
    <search className="relative block min-w-0 flex-1">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
        className={cn(
          "relative min-h-9 rounded-md border border-control/70 bg-surface pr-24 pl-9 font-mono text-xs text-ink max-md:text-[16px]",
          "has-[input:focus,.cm-focused]:outline-1",
          invalid
            ? "border-danger has-[input:focus,.cm-focused]:outline-danger"
            : "has-[input:focus,.cm-focused]:border-accent has-[input:focus,.cm-focused]:outline-accent",
        )}
      >
        <Search
          aria-hidden
          className="pointer-events-none absolute top-[9px] left-3 size-4 text-ink-3"
        />
        <QueryInput
          draft={draft}
          noteId={noteId}
          invalid={invalid}
          hint="is:mismatch caller:alice tool:github/delete_* -outcome:ok"
          payload={payload}
          range={range}
          onHistory={() => {
            setRecalling(true);
            return true;
          }}
          focusRef={focusRef}
        />
        <div className="absolute top-0 right-2 flex h-[34px] items-center gap-1 font-sans text-2xs text-ink-3">
          {dirty && (
            <button
              type="submit"
              className="flex items-center gap-1 rounded px-1 hover:text-ink"
              aria-label="Apply the query"
            >
              <Kbd>
                <CornerDownLeft aria-hidden className="size-3" />
              </Kbd>
              <span className="hidden sm:inline">apply</span>
            </button>
          )}
          {!dirty && query !== "" && (
            <button
              type="button"
              aria-label="Clear the query"
              onClick={() => onQuery("")}
              className="grid size-6 place-items-center rounded hover:bg-hover hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          )}
          <QueryHistory
            key={member}
            member={member}
            open={recalling}
            onOpen={setRecalling}
            onPick={write}
            onClosed={focus}
          />
        </div>
      </form>
    </search>
  );
}
