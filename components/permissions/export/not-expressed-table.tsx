import type { NotExpressed } from "@/lib/policy/export/model";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { RuleName } from "../rule-name";

type Names = ReadonlyMap<string, string>;

/** What the target cannot say, rule by rule, and what became of it. */
export function NotExpressedTable({
  items,
  names,
}: {
  items: readonly NotExpressed[];
  /** Of the version's rules. */
  names: Names;
}) {
  return (
    <div className="overflow-hidden rounded-md border">
      <DataTable
        label="What it cannot be told"
        columns={columns(names)}
        rows={items}
        keyOf={({ ruleId, what }) => `${ruleId} ${what}`}
      />
    </div>
  );
}

const columns = (names: Names): readonly Column<NotExpressed>[] => [
  {
    head: "Rule",
    cell: ({ ruleId }) =>
      ruleId === null ? (
        <span className="text-ink-3">any</span>
      ) : (
        <span className="line-clamp-3 max-w-80 min-w-40 whitespace-normal">
          <RuleName id={ruleId} names={names} />
        </span>
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
