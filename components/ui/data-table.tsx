import { cn } from "./cn";

export type Column<Row> = {
  head: string;
  cell: (row: Row) => React.ReactNode;
  className?: string;
};

/** A plain table that scrolls inside its own box where the screen is narrow. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}) {
  return (
    <div
      role="region"
      aria-label={`${label}, scrolls`}
      tabIndex={0}
      data-scrolls
      className="relative overflow-x-auto focus-visible:outline-offset-[-2px]"
    >
      <table aria-label={label} className="w-full border-collapse text-sm">
        <thead>
          <tr className="border-b text-left text-2xs text-ink-3">
            {columns.map(({ head, className }) => (
              <th key={head} scope="col" className={cn(CELL, "py-1.5 font-normal", className)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-b border-line/70 hover:bg-hover">
              {columns.map(({ head, cell, className }) => (
                <td key={head} className={cn(CELL, "h-11 py-1.5", className)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const CELL = "px-2 align-middle whitespace-nowrap first:pl-3 last:pr-3 md:first:pl-4 md:last:pr-4";
