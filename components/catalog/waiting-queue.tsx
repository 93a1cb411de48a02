"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { waitingOptions } from "@/lib/catalog/options";
import type { ToolView } from "@/lib/catalog/model";
import { SectionHead } from "../directory/section-head";
import { type Column, DataTable } from "../ui/data-table";
import { ReviewButton } from "./review-button";
import { markedText } from "@/lib/hostile-text";
import {
  fullName,
  riskColumn,
  sinceColumn,
  stateColumn,
  toolColumn,
  usageColumns,
} from "./tool-columns";

/** What is in quarantine until somebody looks at it; with the way to review several at once. */
export function WaitingQueue({ waiting }: { waiting: number }) {
  const { data, dataUpdatedAt } = useSuspenseQuery(waitingOptions());
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { items } = data;
  if (items.length === 0) return null;
  const selected = items.filter(({ id }) => chosen.has(id));
  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const all = selected.length === items.length;
  const clear = () => setChosen(new Set());
  return (
    <section aria-label="Waiting for review" className="border-b pb-3">
      <SectionHead title="Waiting for review" lead={leadOf(items.length, waiting)}>
        <label className="flex h-7 items-center gap-2 text-xs text-ink-2">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={all}
            onChange={() => (all ? clear() : setChosen(new Set(items.map(({ id }) => id))))}
          />
          Select all {items.length}
        </label>
        <ReviewButton tools={selected} verdict="allowed" onDone={clear} />
        <ReviewButton tools={selected} verdict="blocked" onDone={clear} />
      </SectionHead>
      <DataTable
        label="Waiting for review"
        columns={columns(chosen, toggle, dataUpdatedAt)}
        rows={items}
        keyOf={({ id }) => id}
      />
    </section>
  );
}

function leadOf(shown: number, waiting: number): string {
  const means = "In quarantine: no decision lets them through. Open one to see what changed.";
  if (shown >= waiting) return means;
  return `${means} These are the first ${shown} of ${waiting.toLocaleString("en")}; others follow as they are reviewed.`;
}

function columns(
  chosen: ReadonlySet<string>,
  toggle: (id: string) => void,
  now: number,
): readonly Column<ToolView>[] {
  return [
    {
      head: "Pick",
      className: "w-8 pr-0",
      cell: (tool) => (
        <input
          type="checkbox"
          aria-label={`Select ${markedText(fullName(tool))}`}
          className="block size-4 accent-(--accent)"
          checked={chosen.has(tool.id)}
          onChange={() => toggle(tool.id)}
        />
      ),
    },
    toolColumn(true),
    stateColumn,
    sinceColumn(now),
    riskColumn,
    ...usageColumns,
  ];
}
