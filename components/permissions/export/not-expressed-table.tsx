import type { NotExpressed } from "@/lib/policy/export/model";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";

/** What the target cannot say, rule by rule, and what became of it. */
export function NotExpressedTable({ items }: { items: readonly NotExpressed[] }) {
  return (
    <div className="overflow-hidden rounded-md border">
      <DataTable
        label="What it cannot be told"
        columns={COLUMNS}
        rows={items}
        keyOf={({ ruleId, what }) => `${ruleId} ${what}`}
      />
    </div>
  );
}

const COLUMNS: readonly Column<NotExpressed>[] = [
  {
    head: "Rule",
    cell: ({ ruleId }) =>
      ruleId === null ? (
        <span className="text-ink-3">any</span>
      ) : (
        <InertText text={ruleId} className="font-mono text-xs" />
      ),
  },
  {
    head: "What",
    className: "w-full",
    cell: ({ what }) => (
      <InertText text={what} className="block min-w-60 whitespace-normal wrap-anywhere" />
    ),
  },
  { head: "So it is", cell: ({ instead }) => instead },
];
