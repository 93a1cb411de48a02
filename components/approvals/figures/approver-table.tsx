"use client";
import { TriangleAlert } from "lucide-react";
import type { z } from "zod";
import type { figuresView } from "@/lib/approvals/around-view";
import { duration } from "@/lib/time-range";
import { PersonName } from "../../directory/principal-name";
import { type Column, DataTable } from "../../ui/data-table";
import { tiredWords } from "./tired-words";

type Approver = z.infer<typeof figuresView>["approvers"][number];

/** How much each was asked, how fast they were, and how often they said yes. */
export function ApproverTable({ approvers }: { approvers: readonly Approver[] }) {
  return (
    <DataTable
      label="Who decided"
      rows={approvers}
      keyOf={({ person }) => person.id}
      columns={COLUMNS}
    />
  );
}

const number = "text-right tabular-nums";
const COLUMNS: readonly Column<Approver>[] = [
  { head: "Approver", cell: ({ person }) => <PersonName person={person} /> },
  { head: "Decisions", className: number, cell: ({ votes }) => votes.toLocaleString("en") },
  { head: "A day", className: number, cell: ({ aDay }) => aDay.toLocaleString("en") },
  {
    head: "Median time",
    className: number,
    cell: ({ medianSeconds }) => duration(medianSeconds * 1000),
  },
  {
    head: "Said yes",
    className: number,
    cell: ({ approvals, votes }) => `${Math.round((100 * approvals) / votes)} %`,
  },
  {
    head: "Fatigue",
    className: "w-full",
    cell: (approver) => <Fatigue approver={approver} />,
  },
];

function Fatigue({ approver }: { approver: Approver }) {
  if (!approver.tired) return <span className="text-ink-3">none seen</span>;
  return (
    <span className="flex min-w-48 items-start gap-1.5 font-medium whitespace-normal">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {tiredWords(approver)}
    </span>
  );
}
