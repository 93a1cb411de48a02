import { markedText } from "@/lib/hostile-text";
import { ChevronDown, ChevronRight, ShieldBan } from "lucide-react";
import type { MatrixBlocks } from "@/lib/policy/matrix/matrix-blocks";
import type { MatrixColumn, MatrixView } from "@/lib/policy/matrix/model";
import { cn } from "../../ui/cn";
import { InertText } from "../../ui/inert-text";
import { COLUMN_WIDTH, cellId, HEAD_HEIGHT, type Shape } from "./grid-shape";

/** The columns' names; a group opens to its people. */
export function MatrixHead({
  view,
  blocks,
  shape,
  firstColumn,
  lastColumn,
  activeColumn,
}: {
  view: MatrixView;
  blocks: MatrixBlocks | null;
  shape: Shape;
  firstColumn: number;
  lastColumn: number;
  /** Null where the reader is in another row. */
  activeColumn: number | null;
}) {
  const shown = view.columns.slice(firstColumn, lastColumn + 1);
  return (
    <div
      role="row"
      aria-rowindex={1}
      data-row={-1}
      style={{ height: HEAD_HEIGHT }}
      className="sticky top-0 z-10 w-full border-b bg-surface"
    >
      <div
        role="columnheader"
        aria-colindex={1}
        id={cellId(-1, -1)}
        data-column={-1}
        style={{ width: shape.first, height: HEAD_HEIGHT }}
        className={cn(
          "sticky left-0 z-11 flex items-end border-r bg-surface px-2 pb-1.5 text-2xs text-ink-3",
          activeColumn === -1 &&
            "outline-2 -outline-offset-2 outline-ink-3 group-focus/grid:outline-accent",
        )}
      >
        Server and tool
      </div>
      {shown.map((column, n) => (
        <ColumnHead
          key={column.subject}
          column={column}
          at={firstColumn + n}
          left={shape.first + (firstColumn + n) * COLUMN_WIDTH}
          open={view.parts.find(({ key }) => key === column.subject)?.open ?? null}
          blocked={blocks?.columns[firstColumn + n] ?? null}
          active={activeColumn === firstColumn + n}
        />
      ))}
    </div>
  );
}

const KIND_WORDS = {
  anyone: "everybody",
  group: "group",
  person: "person",
  principal: "principal",
  client: "client",
} as const;

const BLOCKED_WORDS = {
  all: { name: "blocked", means: "A block denies every call, whatever the rules say" },
  some: { name: "part blocked", means: "A block denies some calls, whatever the rules say" },
} as const;

function ColumnHead({
  column: { subject, name, kind, members, under },
  at,
  left,
  open,
  blocked,
  active,
}: {
  column: MatrixColumn;
  at: number;
  left: number;
  /** Null where it cannot be opened: columns are compared. */
  open: boolean | null;
  blocked: "all" | "some" | null;
  active: boolean;
}) {
  const opens = open !== null && members !== null && members > 0;
  const Sign = open ? ChevronDown : ChevronRight;
  const about =
    members === null
      ? KIND_WORDS[kind]
      : members === 1
        ? "1 person"
        : `${members.toLocaleString("en")} people`;
  return (
    <div
      role="columnheader"
      id={cellId(-1, at)}
      aria-colindex={at + 2}
      aria-expanded={opens ? (open ?? false) : undefined}
      data-column={at}
      title={markedText(subject)}
      style={{ left, width: COLUMN_WIDTH, height: HEAD_HEIGHT }}
      className={cn(
        "absolute top-0 grid content-end border-r border-line/60 px-2 pb-1.5 leading-tight",
        under !== null && "bg-sunken",
        opens && "cursor-pointer hover:bg-hover",
        active && "outline-2 -outline-offset-2 outline-ink-3 group-focus/grid:outline-accent",
      )}
    >
      <span className="flex min-w-0 items-center gap-0.5 text-xs font-medium">
        {opens && <Sign aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
        <span className="truncate">
          <InertText text={name} spaces />
        </span>
      </span>
      <span className="flex min-w-0 items-center gap-1 text-2xs text-ink-3">
        {blocked !== null && (
          <span
            title={BLOCKED_WORDS[blocked].means}
            className="flex shrink-0 items-center gap-0.5 text-ink"
          >
            <ShieldBan aria-hidden className="size-3.5" />
            {BLOCKED_WORDS[blocked].name},
          </span>
        )}
        <span className="truncate">{about}</span>
      </span>
    </div>
  );
}
