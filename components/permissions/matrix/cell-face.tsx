import { cn } from "../../ui/cn";
import type { Cell } from "@/lib/policy/cells/cell";
import { CellSign } from "./cell-signs";
import { cellWord } from "./cell-words";

/** A cell's answer by sign and word; what another rule decides is drawn lighter. */
export function CellAnswer({ cell }: { cell: Cell }) {
  if (cell.state === "unset") {
    return (
      <span aria-hidden className="text-ink-3">
        ·
      </span>
    );
  }
  return (
    <span
      className={cn(
        "flex min-w-0 items-center gap-1 leading-tight",
        cell.own ? "font-medium text-ink" : "text-ink-2",
        cell.state === "deny" && cell.own && "font-semibold",
      )}
    >
      <CellSign sign={cell.state} own={cell.own} />
      <span className="truncate">{cellWord(cell)}</span>
      {!cell.own && cell.state !== "mixed" && (
        <span aria-hidden className="text-2xs text-ink-3">
          ↳
        </span>
      )}
    </span>
  );
}

/** What the signs mean; in a draft also what is marked. */
export function Legend({ inDraft }: { inDraft: boolean }) {
  const own = { ruleIds: [], own: true };
  const entries: readonly (readonly [Cell, string])[] = [
    [{ ...own, state: "allow", effects: ["allow"] }, "set here"],
    [{ ...own, own: false, state: "deny", effects: ["deny"] }, "inherited from a rule"],
    [{ ...own, own: false, state: "conditional", effects: ["allow"] }, "under conditions"],
    [{ ...own, own: false, state: "mixed", effects: ["deny", "allow"] }, "depends on the call"],
  ];
  return (
    <ul
      aria-label="Signs"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 text-2xs text-ink-3"
    >
      {entries.map(([cell, words]) => (
        <li key={words} className="flex items-center gap-1.5">
          <CellAnswer cell={cell} />
          <span>{words}</span>
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <span aria-hidden>·</span> not set: denied
      </li>
      {inDraft && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="h-3.5 w-0.75 bg-accent" /> changed in this draft
        </li>
      )}
    </ul>
  );
}
