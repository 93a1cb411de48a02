import type { DefinitionDiffView } from "@/lib/catalog/detail-view";
import { type Column, DataTable } from "../ui/data-table";
import { InertClamp } from "../ui/inert-clamp";
import { InertText } from "../ui/inert-text";
import { SectionHead } from "../directory/section-head";

type Hint = DefinitionDiffView["hints"][number];

/** What in the definition the eye may miss, or that speaks to the model. Decides nothing. */
export function Hints({ diff }: { diff: DefinitionDiffView }) {
  if (diff.hints.length === 0)
    return (
      <p className="px-3 pb-2 text-sm text-ink-3 md:px-4">
        No invisible characters, no text that speaks to the model, no addresses in it.
      </p>
    );
  const fresh = diff.hints.filter(({ isNew }) => isNew).length;
  return (
    <>
      <SectionHead
        title="Worth a look"
        lead={
          diff.compared
            ? `${fresh} of ${diff.hints.length} ${fresh === 1 ? "is" : "are"} new since the review. Honest tools have some of it too: a hint is no verdict.`
            : "Honest tools have some of it too: a hint is no verdict."
        }
      />
      <DataTable
        label="Worth a look"
        columns={diff.compared ? [...COLUMNS, NEW] : COLUMNS}
        rows={diff.hints}
        keyOf={(hint) => `${hint.kind} ${hint.path} ${hint.at} ${hint.found} ${hint.words}`}
      />
    </>
  );
}

const COLUMNS: readonly Column<Hint>[] = [
  { head: "It", cell: ({ words }) => words },
  {
    head: "Found",
    className: "w-full",
    cell: ({ found, times }) => (
      <span className="flex max-w-xl min-w-48 items-baseline gap-2 whitespace-normal">
        <InertClamp text={found} what="text" className="font-mono text-xs font-medium" />
        {times > 1 && <span className="shrink-0 text-xs text-ink-3">{times} times</span>}
      </span>
    ),
  },
  {
    head: "Where",
    cell: ({ path, at }) => (
      <span className="grid w-max max-w-72 text-xs leading-tight text-ink-2">
        <InertText text={path} className="truncate font-mono" />
        <span className="text-2xs text-ink-3">character {(at + 1).toLocaleString("en")}</span>
      </span>
    ),
  },
];

const NEW: Column<Hint> = {
  head: "Since the review",
  cell: ({ isNew }) =>
    isNew ? (
      <span className="font-medium">new</span>
    ) : (
      <span className="text-ink-3">as before</span>
    ),
};
