import { Equal, Minus, Pencil, Plus } from "lucide-react";
import type { SchemaDiffView } from "@/lib/catalog/detail-view";
import { cn } from "../ui/cn";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { MarkedText } from "./marked-text";

type Row = SchemaDiffView["parameters"][number];
type Facts = NonNullable<Row["after"]>;

/** Parameters of a schema with what became of each; `compared` is false for a first definition. */
export function ParameterTable({
  label,
  schema,
  compared,
}: {
  label: string;
  schema: SchemaDiffView;
  compared: boolean;
}) {
  const rows = compared
    ? schema.parameters.toSorted((a, b) => RANK[a.change] - RANK[b.change])
    : schema.parameters;
  return (
    <div className="grid gap-2">
      {rows.length === 0 ? (
        <p className="px-3 text-sm text-ink-3 md:px-4">None.</p>
      ) : (
        <DataTable
          label={label}
          columns={compared ? [CHANGE, ...COLUMNS] : COLUMNS}
          rows={rows}
          keyOf={({ path, change }) => `${change} ${path}`}
        />
      )}
      {schema.cut && (
        <p className="px-3 text-sm md:px-4">
          There are more than can be shown one by one; the whole definition is below.
        </p>
      )}
      {schema.rest && <Rest {...schema.rest} />}
    </div>
  );
}

const RANK = { added: 0, changed: 1, removed: 2, same: 3 } as const;
const MARKS = {
  added: { icon: Plus, word: "added" },
  changed: { icon: Pencil, word: "changed" },
  removed: { icon: Minus, word: "removed" },
  same: { icon: Equal, word: "as before" },
} as const;

const CHANGE: Column<Row> = {
  head: "Change",
  cell: ({ change }) => {
    const { icon: Icon, word } = MARKS[change];
    return (
      <span
        className={cn(
          "inline-flex items-center gap-1.5 align-middle",
          change === "same" ? "text-ink-3" : "font-medium",
        )}
      >
        <Icon aria-hidden className="size-3.5" />
        {word}
      </span>
    );
  },
};

const COLUMNS: readonly Column<Row>[] = [
  {
    head: "Name",
    cell: ({ path, change }) => (
      <InertText
        text={path}
        spaces
        className={cn(
          "block max-w-64 truncate font-mono text-xs font-medium",
          change === "removed" && "text-ink-3 line-through",
        )}
      />
    ),
  },
  {
    head: "Required",
    cell: (row) => <Both row={row} of={({ required }) => (required ? "yes" : "no")} />,
  },
  { head: "Type", cell: (row) => <Both row={row} of={({ type }) => type || "any"} /> },
  {
    head: "Allowed and limits",
    cell: (row) => (
      <Both
        row={row}
        of={({ allowed, rest }) => [allowed?.join(", "), rest].filter(Boolean).join("; ")}
      />
    ),
  },
  {
    head: "Description",
    className: "w-full",
    cell: ({ description }) => (
      <div className="min-w-56 py-1 whitespace-normal">
        <MarkedText parts={description} />
      </div>
    ),
  },
];

/** What it is now, and where that differs, what it was. */
function Both({ row: { before, after }, of }: { row: Row; of: (facts: Facts) => string }) {
  const was = before === null ? null : of(before);
  const is = after === null ? null : of(after);
  return (
    <span className="grid w-max max-w-56 font-mono text-xs whitespace-normal wrap-anywhere">
      {was !== null && was !== is && (
        <del className="text-ink-3">
          <InertText text={was === "" ? "–" : was} />
        </del>
      )}
      {is !== null && (
        <InertText
          text={is === "" ? "–" : is}
          className={was !== is && was !== null ? "font-medium" : ""}
        />
      )}
    </span>
  );
}

function Rest({ before, after }: { before: string; after: string }) {
  return (
    <div className="grid gap-1 px-3 text-sm md:px-4">
      <p className="text-ink-2">The schema itself says something else too:</p>
      <p className="font-mono text-xs wrap-anywhere">
        <del className="text-ink-3">
          <InertText text={before === "" ? "nothing" : before} />
        </del>{" "}
        <InertText text={after === "" ? "nothing" : after} className="font-medium" />
      </p>
    </div>
  );
}
