"use client";
import {
  type Column,
  COLUMNS,
  isFixed,
  MAX_WIDTH,
  MIN_WIDTH,
  resizeColumn,
} from "@/lib/calls/columns";
import { cn } from "../ui/cn";
import { Splitter } from "../ui/splitter";
import { CELL_CONTENT, cellStyle, ENDS, gridStyle, HEADER_ROW } from "./columns";
import { useColumns } from "./columns-context";

export function TableHead() {
  const { shown } = useColumns();
  return (
    // Its box is the table's, so that it stays at the top of all rows.
    <div role="rowgroup" className="contents">
      <div role="row" aria-rowindex={1} className={HEADER_ROW}>
        {shown.map((column) => (
          <div
            key={column.key}
            role="columnheader"
            className={cn(cellStyle(column.key), "flex h-full items-center")}
          >
            <span
              className={cn(
                "truncate",
                ENDS.includes(column.key) && "flex-1 text-right",
                !isFixed(column.key) && CELL_CONTENT,
              )}
            >
              {COLUMNS[column.key].name}
            </span>
            {column.key !== "pair" && <WidthEdge column={column} />}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The right edge of a column. */
function WidthEdge({ column: { key, width } }: { column: Column }) {
  const { columns, shown, choose } = useColumns();
  return (
    <Splitter
      label={`Width of ${COLUMNS[key].name}`}
      value={width}
      min={MIN_WIDTH}
      max={MAX_WIDTH}
      initial={COLUMNS[key].width}
      grows="right"
      onPreview={(wanted, edge) => {
        const table = edge.closest<HTMLElement>("[role=table]");
        const grids = gridStyle(resizeColumn(shown, key, wanted));
        for (const [name, value] of Object.entries(grids)) table?.style.setProperty(name, value);
      }}
      onChange={(wanted) => choose(resizeColumn(columns, key, wanted))}
      className={cn("absolute inset-y-0 right-0", !isFixed(key) && "@max-[17px]/cell:hidden")}
    />
  );
}
