import { markedText } from "@/lib/hostile-text";
import { ShieldBan } from "lucide-react";
import { memo } from "react";
import type { Cell } from "@/lib/policy/cells/cell";
import type { MatrixColumn } from "@/lib/policy/matrix/model";
import { cn } from "../../ui/cn";
import { InertText } from "../../ui/inert-text";
import { CellAnswer } from "./cell-face";
import {
  type CellUsage,
  cellSentence,
  type RuleNames,
  usageSentence,
  usageWords,
} from "./cell-words";
import { COLUMN_WIDTH, cellId } from "./grid-shape";

type Props = {
  /** Of the row: `server/tool`, or the server. */
  name: string;
  /** Of a server: what its tools say together. */
  summary: string | null;
  index: number;
  column: number;
  subject: MatrixColumn;
  left: number;
  cell: Cell;
  /** What denies it before any rule is asked, in words; empty for nothing. */
  above: string;
  /** By a block: what the rules say does not count. */
  blocked: boolean;
  names: RuleNames;
  /** Whether calls are counted by now. */
  counted: boolean;
  used: CellUsage | undefined;
  changed: boolean;
  active: boolean;
  selected: boolean;
};

/** One cell of the grid; it is drawn again, and its words are made, only when one of these changes. */
export const GridCell = memo(function GridCell(props: Props) {
  const { index, column, left, cell, blocked, used, changed, active, selected } = props;
  return (
    <div
      role="gridcell"
      id={cellId(index, column)}
      aria-label={markedText(labelOf(props))}
      aria-colindex={column + 2}
      aria-selected={selected}
      data-column={column}
      style={{ left, width: COLUMN_WIDTH }}
      className={cn(
        "absolute inset-y-0 grid content-center border-r border-line/60 px-2 text-xs",
        selected && "bg-selected",
        active && "z-1 outline-2 -outline-offset-2 outline-ink-3 group-focus/grid:outline-accent",
        changed && "shadow-[inset_3px_0_0_var(--accent)]",
      )}
    >
      <span className="flex min-w-0 items-center gap-1">
        <CellAnswer cell={cell} />
        {blocked && <ShieldBan aria-hidden className="ml-auto size-3.5 shrink-0" />}
      </span>
      {used && (
        <span className="truncate text-2xs text-ink-3 tabular-nums">
          <InertText text={usageWords(used)} />
        </span>
      )}
    </div>
  );
});

function labelOf({ name, summary, subject, cell, above, names, counted, used, changed }: Props) {
  const where = `${subject.name}, ${name}:`;
  if (summary !== null) return `${where} ${summary}`;
  return [
    where,
    cellSentence(cell, names),
    above,
    changed ? "Changed in this draft." : "",
    counted ? usageSentence(used) : "",
  ]
    .filter(Boolean)
    .join(" ");
}
