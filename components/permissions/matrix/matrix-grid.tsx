"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { MatrixBlocks } from "@/lib/policy/matrix/matrix-blocks";
import type { MatrixView } from "@/lib/policy/matrix/model";
import type { Effect } from "@/lib/policy/model";
import { useMedia } from "../../calls/use-media";
import type { CellUsage, RuleNames } from "./cell-words";
import { COLUMN_WIDTH, cellId, HEAD_HEIGHT, NARROW, WIDE } from "./grid-shape";
import { MatrixHead } from "./matrix-head";
import { MatrixRow } from "./matrix-row";
import type { Row } from "./rows";
import { moved, type Place, type useCursor } from "./use-cursor";

const SETS: Record<string, Effect | null> = {
  a: "allow",
  k: "ask",
  d: "deny",
  Backspace: null,
  Delete: null,
};

/**
 * Tools down, subjects across, both drawn only near what is seen. The grid itself has the focus and
 * says which cell is meant; that cell wears the ring.
 */
export function MatrixGrid({
  view,
  rows,
  usage,
  names,
  blocks,
  cursor: { selection, bounds, go },
  label,
  focused,
  onSet,
  onOpen,
}: {
  view: MatrixView;
  rows: readonly Row[];
  usage: ReadonlyMap<string, CellUsage> | null;
  names: RuleNames;
  /** Null where nothing is blocked. */
  blocks: MatrixBlocks | null;
  cursor: ReturnType<typeof useCursor>;
  label: string;
  /** The reader came from the same place elsewhere, and goes on by keyboard. */
  focused: boolean;
  onSet: (effect: Effect | null) => void;
  /** Enter, or a second press: what is behind the place. */
  onOpen: (place: Place) => void;
}) {
  const scroll = useRef<HTMLDivElement>(null);
  const shape = useMedia("(max-width: 767px)") ? NARROW : WIDE;
  const active = selection.to;
  // oxlint-disable-next-line react/incompatible-library -- What it warns of is a compiler that is off.
  const down = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (at) => (rows[at]?.kind === "server" ? shape.server : shape.tool),
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 4,
    initialRect: { width: 0, height: 800 },
  });
  const across = useVirtualizer({
    horizontal: true,
    count: view.columns.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => COLUMN_WIDTH,
    scrollMargin: shape.first,
    scrollPaddingStart: shape.first,
    overscan: 2,
    initialRect: { width: 1_200, height: 0 },
  });
  useLayoutEffect(() => down.measure(), [down, rows, shape]);
  const goTo = (place: Place, extend: boolean) => {
    go(place, extend);
    if (place.row >= 0) down.scrollToIndex(Math.min(place.row, rows.length - 1));
    if (place.column >= 0) across.scrollToIndex(Math.min(place.column, view.columns.length - 1));
  };
  const begin = useEffectEvent(() => {
    if (!focused) return;
    scroll.current?.focus();
    goTo(active, false);
  });
  useEffect(() => begin(), []);
  const items = down.getVirtualItems();
  const columns = across.getVirtualItems();
  const [firstColumn, lastColumn] = [columns[0]?.index ?? 0, columns.at(-1)?.index ?? -1];
  const isDrawn =
    (active.row === -1 || items.some(({ index }) => index === active.row)) &&
    (active.column === -1 || (active.column >= firstColumn && active.column <= lastColumn));

  const onKeyDown = (event: React.KeyboardEvent) => {
    const to = moved(active, event, rows.length, view.columns.length);
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (to) goTo(to, event.shiftKey);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      go({ row: 0, column: 0 }, false);
      go({ row: rows.length - 1, column: view.columns.length - 1 }, true);
    } else if (event.key === "Escape" && selection.from !== selection.to) go(active, false);
    else if (!modified && event.key in SETS) onSet(SETS[event.key] ?? null);
    else if (!modified && (event.key === "Enter" || event.key === " ")) onOpen(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPress = (event: React.MouseEvent) => {
    const place = placeOf(event.target);
    if (!place) return;
    const again = place.row === active.row && place.column === active.column;
    go(place, event.shiftKey);
    if (event.detail === 2 || (again && isHead(place, rows))) onOpen(place);
    else if (isHead(place, rows)) onOpen(place);
  };
  return (
    <div
      ref={scroll}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={view.columns.length + 1}
      aria-multiselectable
      aria-activedescendant={isDrawn ? cellId(active.row, active.column) : undefined}
      tabIndex={0}
      data-scrolls
      onKeyDown={onKeyDown}
      onClick={onPress}
      className="group/grid relative min-h-0 flex-1 overflow-auto border-t bg-canvas select-none focus-visible:outline-none [overflow-anchor:none]"
    >
      <div
        style={{ width: shape.first + view.columns.length * COLUMN_WIDTH }}
        className="relative min-w-full"
      >
        <MatrixHead
          view={view}
          blocks={blocks}
          shape={shape}
          firstColumn={firstColumn}
          lastColumn={lastColumn}
          activeColumn={active.row === -1 ? active.column : null}
        />
        <div style={{ height: down.getTotalSize() }} className="relative">
          {items.map(({ index, start }) => {
            const row = rows[index];
            const within = index >= bounds.top && index <= bounds.bottom;
            return row ? (
              <MatrixRow
                // A row that leaves is drawn anew as one that comes: cheaper than making elements.
                key={index % ROW_SLOTS}
                view={view}
                row={row}
                index={index}
                top={start - HEAD_HEIGHT}
                shape={shape}
                usage={usage}
                names={names}
                blocks={blocks}
                firstColumn={firstColumn}
                lastColumn={lastColumn}
                activeColumn={active.row === index ? active.column : null}
                bounds={within ? bounds : null}
              />
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}

/** More than ever are drawn at once. */
const ROW_SLOTS = 128;

/** Servers fold and groups open where they are pressed. */
function isHead({ row, column }: Place, rows: readonly Row[]): boolean {
  return row === -1 ? column >= 0 : column === -1 && rows[row]?.kind === "server";
}

function placeOf(target: EventTarget): Place | undefined {
  if (!(target instanceof Element)) return undefined;
  const row = target.closest<HTMLElement>("[data-row]")?.dataset["row"];
  const column = target.closest<HTMLElement>("[data-column]")?.dataset["column"];
  return row === undefined || column === undefined
    ? undefined
    : { row: Number(row), column: Number(column) };
}
