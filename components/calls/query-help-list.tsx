"use client";
import { useState } from "react";
import { FIELD_NAMES, FIELDS } from "@/lib/calls/query-language/fields";
import { EXAMPLES, SYNTAX } from "@/lib/calls/query-language/help";
import { Input } from "../ui/input";
import { moveFocus } from "../ui/move-focus";

type Entry = { query: string; words: string };
const SECTIONS: readonly { title: string; entries: readonly Entry[] }[] = [
  {
    title: "Questions to begin with",
    entries: EXAMPLES.map(({ question, query }) => ({ query, words: question })),
  },
  {
    title: "How it is written",
    entries: SYNTAX.map(({ example, meaning }) => ({ query: example, words: meaning })),
  },
  {
    title: "Fields",
    entries: FIELD_NAMES.map((name) => ({
      query: FIELDS[name].example,
      words: `${name}: ${FIELDS[name].description}`,
    })),
  },
];

/** Questions, syntax and fields, to search and to click. */
export function QueryHelpList({ onPick }: { onPick: (query: string) => void }) {
  const [wanted, setWanted] = useState("");
  const found = SECTIONS.map(({ title, entries }) => ({
    title,
    entries: entries.filter(({ query, words }) => contains(`${query} ${words}`, wanted)),
  })).filter(({ entries }) => entries.length > 0);
  return (
    <div onKeyDown={moveFocus} className="flex min-h-0 flex-1 flex-col">
      <div className="border-b p-1.5">
        <Input
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          aria-label="Search the help"
          placeholder="Search fields and examples…"
          spellCheck={false}
          autoComplete="off"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-1">
        {found.map(({ title, entries }) => (
          <section key={title} aria-label={title} className="pb-1">
            <h2 className="px-2 pt-2 pb-1 text-2xs font-medium text-ink-3">{title}</h2>
            <ul>
              {entries.map((entry) => (
                <HelpEntry key={entry.words} entry={entry} onPick={onPick} />
              ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && (
          <p className="p-2 text-xs text-ink-3">Nothing in the help contains this.</p>
        )}
      </div>
    </div>
  );
}

function HelpEntry({
  entry: { query, words },
  onPick,
}: {
  entry: Entry;
  onPick: (query: string) => void;
}) {
  return (
    <li>
      <button
        type="button"
        onClick={() => onPick(query)}
        className="grid w-full gap-0.5 rounded-md px-2 py-1.5 text-left hover:bg-hover focus-visible:bg-hover focus-visible:outline-offset-[-2px] sm:grid-cols-[1fr_1fr] sm:gap-3"
      >
        <span className="text-xs text-ink-2">{words}</span>
        <span className="font-mono text-xs break-words text-ink">{query}</span>
      </button>
    </li>
  );
}

function contains(text: string, wanted: string): boolean {
  return text.toLowerCase().includes(wanted.trim().toLowerCase());
}
