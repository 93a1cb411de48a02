"use client";
import { useMemo, useState } from "react";
import { type DiffLine, diffLines, type Hunk } from "@/lib/policy/line-diff";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";

/** More at once makes the browser slow; the rest is one press away. */
const FIRST_LINES = 1_000;

/** What became of a text, line by line, with a few lines around each change. */
export function TextDiff({
  label,
  before,
  after,
}: {
  /** "Version 4 and version 5, line by line" */
  label: string;
  before: string;
  after: string;
}) {
  const [whole, setWhole] = useState(false);
  // Of texts of megabytes; a page around it renders with every key.
  const diff = useMemo(() => diffLines(before, after), [before, after]);
  if (diff === null)
    return (
      <p className="text-sm text-ink-2">
        They have too little in common to be shown line by line: {linesOf(before)} lines before,{" "}
        {linesOf(after)} after.
      </p>
    );
  if (diff.hunks.length === 0)
    return <p className="text-sm text-ink-3">Both texts are the same.</p>;
  const shown = whole ? diff.hunks : cut(diff.hunks);
  return (
    <div className="overflow-hidden rounded-md border">
      <p className="border-b bg-sunken px-3 py-1.5 text-xs text-ink-2 tabular-nums">
        {diff.added} {diff.added === 1 ? "line" : "lines"} added, {diff.removed} removed
      </p>
      <div
        role="region"
        aria-label={`${label}, scrolls`}
        tabIndex={0}
        data-scrolls
        className="relative max-h-[32rem] overflow-auto focus-visible:outline-offset-[-2px]"
      >
        <table
          aria-label={label}
          className="w-full border-collapse font-mono text-xs leading-5 whitespace-pre"
        >
          <tbody>
            {shown.map((hunk, at) => (
              <HunkRows key={at} hunk={hunk} />
            ))}
          </tbody>
        </table>
      </div>
      {shown !== diff.hunks && (
        <div className="border-t p-1.5">
          <Button size="sm" variant="ghost" onClick={() => setWhole(true)}>
            Show all changed lines
          </Button>
        </div>
      )}
    </div>
  );
}

function HunkRows({ hunk: { skipped, lines } }: { hunk: Hunk }) {
  return (
    <>
      {skipped > 0 && (
        <tr className="bg-sunken text-ink-3">
          <td colSpan={4} className="px-3 font-sans text-2xs">
            {skipped} {skipped === 1 ? "line" : "lines"} as before
          </td>
        </tr>
      )}
      {lines.map((line) => (
        <LineRow key={`${line.before} ${line.after}`} line={line} />
      ))}
    </>
  );
}

const MARKS = {
  same: { sign: " ", word: "", look: "" },
  added: { sign: "+", word: "added", look: "bg-selected text-ink" },
  removed: { sign: "−", word: "removed", look: "bg-hover text-ink-3" },
} as const;

function LineRow({ line: { kind, text, before, after } }: { line: DiffLine }) {
  const { sign, word, look } = MARKS[kind];
  const indent = /^[ \t]*/.exec(text)?.[0] ?? "";
  return (
    <tr className={cn("align-top text-ink-2", look)}>
      <td className={NUMBER}>{before}</td>
      <td className={NUMBER}>{after}</td>
      <td className="w-0 pr-2 pl-1 text-center select-none">
        <span aria-hidden>{sign}</span>
        {word && <span className="sr-only">{word}</span>}
      </td>
      <td className="pr-3">
        {indent}
        <InertText
          text={text.slice(indent.length)}
          className={kind === "removed" ? "line-through decoration-line-strong" : undefined}
        />
      </td>
    </tr>
  );
}

const NUMBER = "w-0 min-w-8 pl-2 text-right text-ink-3 tabular-nums select-none";

/** Whole hunks, the first always. */
function cut(hunks: readonly Hunk[]): readonly Hunk[] {
  let lines = 0;
  const end = hunks.findIndex((hunk) => (lines += hunk.lines.length) > FIRST_LINES);
  return end < 0 ? hunks : hunks.slice(0, Math.max(end, 1));
}

function linesOf(text: string): string {
  return text.split("\n").length.toLocaleString("en");
}
