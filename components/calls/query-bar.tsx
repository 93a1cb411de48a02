"use client";
import { CornerDownLeft, Search, X } from "lucide-react";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { cn } from "../ui/cn";
import { Kbd } from "../ui/kbd";
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
  inputRef,
}: {
  query: string;
  onQuery: (query: string) => void;
  draft: QueryDraft;
  /** Of the element that says what the query means, or why it is refused. */
  noteId: string;
  inputRef: React.Ref<HTMLInputElement>;
}) {
  const { text, refused, dirty, write, apply, revert } = draft;
  const unreadable = !parseQuery(refused ?? query).ok;
  return (
    <search className="block min-w-0 flex-1">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3"
        />
        <input
          ref={inputRef}
          type="text"
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && dirty) {
              event.stopPropagation();
              revert();
            }
          }}
          aria-label="Query"
          aria-invalid={unreadable}
          aria-describedby={noteId}
          placeholder="is:mismatch caller:alice tool:github/delete_* -outcome:ok"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          enterKeyHint="search"
          className={cn(
            "h-9 w-full max-md:text-[16px] rounded-md border border-control/70 bg-surface pr-20 pl-9 font-mono text-xs text-ink",
            "placeholder:text-ink-3 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-danger aria-invalid:focus-visible:outline-danger",
          )}
        />
        <div className="absolute inset-y-0 right-2 flex items-center gap-1 text-2xs text-ink-3">
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
        </div>
      </form>
    </search>
  );
}
