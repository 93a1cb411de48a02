"use client";
import { X } from "lucide-react";
import { withoutTermAt } from "@/lib/calls/filters";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { printQuery } from "@/lib/calls/query-language/print";
import { markedText } from "@/lib/hostile-text";
import { InertText } from "../ui/inert-text";

/** The applied query, one removable pill a term. */
export function QueryPills({
  query,
  onQuery,
}: {
  query: string;
  onQuery: (query: string) => void;
}) {
  const parsed = parseQuery(query);
  if (!parsed.ok || parsed.query.terms.length === 0) return null;
  return (
    <ul aria-label="Filters in force" className="contents">
      {parsed.query.terms.map((term, position) => {
        const text = printQuery({ ...parsed.query, terms: [term] });
        return (
          <li
            key={text}
            className="flex h-7 max-w-full min-w-0 items-center rounded-md bg-selected pl-2 text-xs"
          >
            {term.negated && <strong className="pr-1 font-semibold">not</strong>}
            <InertText
              text={printQuery({ ...parsed.query, terms: [{ ...term, negated: false }] })}
              className="truncate font-mono"
            />
            <button
              type="button"
              aria-label={`Remove ${markedText(text)}`}
              onClick={() => onQuery(withoutTermAt(query, position) ?? query)}
              className="ml-0.5 grid size-7 shrink-0 place-items-center rounded-md text-ink-3 hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
