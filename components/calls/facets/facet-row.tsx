"use client";
import { Check, CircleMinus, Filter, Minus } from "lucide-react";
import type { FacetRow } from "@/lib/calls/facets/facet-rows";
import type { FacetField } from "@/lib/calls/facets/model";
import { markedText } from "@/lib/hostile-text";
import { cn } from "../../ui/cn";
import { FacetLabel } from "./facet-label";

export type FacetAct = "toggle" | "only" | "exclude";

/** One value: a press wants it or takes that back; at its end "only" and "exclude". */
export function FacetRowItem({
  field,
  row,
  most,
  exact,
  tabIndex,
  disabledReason,
  onAct,
}: {
  field: FacetField;
  row: FacetRow;
  /** Calls of the most frequent value: as wide as the row. */
  most: number;
  exact: boolean;
  tabIndex: number;
  /** Why nothing can be changed now. */
  disabledReason: string | null;
  onAct: (act: FacetAct) => void;
}) {
  const { state, count } = row;
  const name = markedText(row.value === null ? "no value" : row.label);
  const title = row.value === null ? `Calls without one` : markedText(row.value);
  const Box = state === "excluded" ? Minus : Check;
  const act = (what: FacetAct) => () => disabledReason === null && onAct(what);
  const common = {
    type: "button" as const,
    "aria-disabled": disabledReason !== null || undefined,
    "aria-description": disabledReason ?? undefined,
  };
  return (
    <li data-facet-row className="group relative flex h-7 items-center rounded hover:bg-hover">
      <button
        {...common}
        tabIndex={tabIndex}
        aria-pressed={state === "wanted"}
        title={disabledReason ?? title}
        onClick={act("toggle")}
        className={cn(
          "flex h-full min-w-0 flex-1 items-center gap-2 rounded pr-1.5 pl-1 text-left focus-visible:outline-offset-[-2px]",
          state === "excluded" && "text-ink-3 line-through",
        )}
      >
        <span
          aria-hidden
          className={cn(
            "grid size-3.5 shrink-0 place-items-center rounded-[3px] border border-control/70",
            state === "wanted" && "border-accent bg-accent text-accent-ink",
            state === "excluded" && "border-danger text-danger",
          )}
        >
          {state !== null && <Box className="size-3" strokeWidth={3} />}
        </span>
        <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
          <FacetLabel field={field} row={row} />
        </span>
        <span className="shrink-0 text-ink-3 tabular-nums group-focus-within:hidden group-hover:hidden pointer-coarse:inline!">
          {state === "excluded" ? "excluded" : `${exact ? "" : "≥ "}${count.toLocaleString("en")}`}
        </span>
      </button>
      <span
        aria-hidden
        style={{ width: `${most === 0 ? 0 : (count / most) * 100}%` }}
        className="pointer-events-none absolute bottom-0 left-0 h-0.5 max-w-full rounded-full bg-ink/20"
      />
      <span className="hidden shrink-0 pr-0.5 group-focus-within:flex group-hover:flex pointer-coarse:flex">
        <button
          {...common}
          tabIndex={-1}
          aria-label={`Only ${name}`}
          title={disabledReason ?? "Only this"}
          onClick={act("only")}
          className={ACTION}
        >
          <Filter aria-hidden className="size-3.5" />
        </button>
        <button
          {...common}
          tabIndex={-1}
          aria-label={`Exclude ${name}`}
          title={disabledReason ?? "Exclude this"}
          onClick={act("exclude")}
          className={ACTION}
        >
          <CircleMinus aria-hidden className="size-3.5" />
        </button>
      </span>
    </li>
  );
}

const ACTION =
  "grid size-6 place-items-center rounded text-ink-3 hover:text-ink aria-disabled:cursor-not-allowed aria-disabled:opacity-50";
