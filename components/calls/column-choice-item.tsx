"use client";
import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import { useId } from "react";
import { type ColumnKey, COLUMNS, isFixed, toggleColumn } from "@/lib/calls/columns";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { useColumns } from "./columns-context";
import type { DragProps } from "./use-dragged-order";

type Place = { at: number; count: number; drag: DragProps; onMove: (to: number) => void };

/** A column to show or not; a shown one can be moved, by pointer and by keyboard. */
export function ColumnChoiceItem({ column, place }: { column: ColumnKey; place?: Place }) {
  const { columns, choose } = useColumns();
  const id = useId();
  const { name } = COLUMNS[column];
  const move = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!place || !event.altKey || step === undefined) return;
    event.preventDefault();
    place.onMove(Math.max(0, place.at + step));
  };
  return (
    <li
      {...place?.drag}
      onKeyDown={move}
      className={cn(
        "flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-hover",
        "data-[drop=true]:outline-1 data-[drop=true]:outline-accent",
      )}
    >
      {place && <GripVertical aria-hidden className="size-3.5 shrink-0 cursor-grab text-ink-3" />}
      <input
        id={id}
        type="checkbox"
        checked={place !== undefined}
        disabled={isFixed(column)}
        aria-describedby={isFixed(column) ? `${id}-why` : undefined}
        onChange={() => choose(toggleColumn(columns, column))}
        className={cn(
          "size-4 shrink-0 accent-(--accent) disabled:opacity-60",
          !place && "ml-[22px]",
        )}
      />
      <label htmlFor={id} className="min-w-0 flex-1 truncate">
        {name}
      </label>
      {isFixed(column) && (
        <span id={`${id}-why`} className="text-2xs text-ink-3">
          always there
        </span>
      )}
      {place && (
        <>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Move ${name} to the left`}
            disabledReason={place.at === 0 ? "It is the first column" : null}
            onClick={() => place.onMove(place.at - 1)}
            className="w-7 px-0"
          >
            <ArrowUp aria-hidden className="size-3.5" />
          </Button>
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Move ${name} to the right`}
            disabledReason={place.at === place.count - 1 ? "It is the last column" : null}
            onClick={() => place.onMove(place.at + 1)}
            className="-ml-2 w-7 px-0"
          >
            <ArrowDown aria-hidden className="size-3.5" />
          </Button>
        </>
      )}
    </li>
  );
}
