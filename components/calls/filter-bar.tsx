"use client";
import { OUTCOMES } from "@/lib/calls/model";
import type { Verdict } from "@/lib/identity/model";
import { ChoiceFilter } from "./choice-filter";
import { ColumnsButton } from "./columns-button";
import { OutcomeLabel } from "./outcome-label";
import { QueryPills } from "./query-pills";
import { SearchFilter } from "./search-filter";
import { VerdictLabel } from "./verdict-label";

export type FilterProps = { query: string; onQuery: (query: string) => void };

/** The menus edit the same text as the query bar. */
export function FilterBar({
  views,
  ...props
}: FilterProps & {
  /** The menu of kept views, which stand for all of this. */
  views: React.ReactNode;
}) {
  return (
    <div
      role="group"
      aria-label="Filters"
      className="flex items-center gap-1.5 overflow-x-auto px-3 pb-2 [scrollbar-width:none] md:flex-wrap md:overflow-visible md:px-4"
    >
      {views}
      <ChoiceFilter {...props} name="Verdict" field="verdict" choices={VERDICT_CHOICES} />
      <ChoiceFilter {...props} name="Outcome" field="outcome" choices={OUTCOME_CHOICES} />
      <SearchFilter {...props} name="Caller" field="caller" />
      <SearchFilter {...props} name="Ran as" field="ranas" />
      <SearchFilter {...props} name="Server" field="server" />
      <SearchFilter {...props} name="Tool" field="tool" />
      <ColumnsButton />
      <QueryPills {...props} />
    </div>
  );
}

/** From what needs a look to what does not. */
const VERDICTS = [
  "contradicted",
  "mismatch",
  "unattributed",
  "unknown",
  "sanctioned",
  "claimed",
  "match",
  "not_run",
] as const satisfies readonly Verdict[];
const VERDICT_CHOICES = VERDICTS.map((value) => ({
  value,
  shown: <VerdictLabel verdict={value} />,
}));
const OUTCOME_CHOICES = OUTCOMES.map((value) => ({
  value,
  shown: <OutcomeLabel outcome={value} className="text-ink" />,
}));
