"use client";
import { InertText } from "../ui/inert-text";
import { Button } from "../ui/button";
import { useColumns } from "./columns-context";

/** That the address, or a view, names columns that do not exist; everything else of it holds. */
export function ColumnsNote() {
  const { columns, unknown, choose } = useColumns();
  if (unknown.length === 0) return null;
  return (
    <div
      role="status"
      className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-3 pb-1.5 text-xs text-ink-2 md:px-4"
    >
      <span className="min-w-0 wrap-anywhere">
        {unknown.length === 1 ? "No column is called " : "No columns are called "}
        <InertText text={unknown.slice(0, 8).join(", ")} className="font-mono text-ink" />
        {unknown.length > 8 && ` and ${unknown.length - 8} more`}. The rest is shown as asked for.
      </span>
      <Button size="sm" onClick={() => choose(columns)}>
        Go on without
      </Button>
    </div>
  );
}
