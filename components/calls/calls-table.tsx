"use client";
import { Suspense } from "react";
import { CloseAgain, onDemand } from "../ui/on-demand";
import { useHydrated } from "../ui/use-hydrated";
import { CallsRow, type RowContext } from "./calls-row";
import { gridStyle } from "./columns";
import { useColumns } from "./columns-context";
import { DayRow, TopDay } from "./day-row";
import { TableHead } from "./table-head";
import type { CallKeys } from "./use-call-keys";
import type { CallWindow } from "./use-call-window";
import { useRowPivots } from "./use-row-pivots";

const PivotMenu = onDemand(async () => (await import("./pivot-menu")).PivotMenu, CloseAgain);

/**
 * The rows of a long list that are near what is seen, in the flow of the page: only the height of
 * what is above and below them is set. One of them is the tab stop.
 */
export function CallsTable({
  view,
  keys,
  openId,
  context,
  rowCount,
  instead,
}: {
  view: CallWindow;
  keys: CallKeys;
  openId: string | null;
  context: RowContext;
  /** All rows of the list; null while that is not known. */
  rowCount: number | null;
  /** What stands at an index where no call can be shown. */
  instead: (index: number) => React.ReactNode;
}) {
  const { virtual, items, apart, look, margin, dayAt, rowAt } = view;
  const hydrated = useHydrated();
  const { shown, measure } = useColumns();
  const columns = shown.map(({ key }) => key);
  const pivots = useRowPivots(view, keys.activeAt);
  const first = items.find(({ index }) => index !== apart);
  return (
    <>
      <div
        ref={measure}
        role="table"
        aria-label="Calls, newest first"
        aria-rowcount={rowCount ?? -1}
        style={gridStyle(shown)}
      >
        <TableHead />
        {look.days && <TopDay date={dayAt(virtual.range?.startIndex ?? 0)} zone={context.zone} />}
        <div
          ref={pivots.rows}
          role="rowgroup"
          className="relative"
          onKeyDown={(event) => {
            keys.onKeyDown(event);
            pivots.onKeyDown(event);
          }}
          onFocus={keys.onFocus}
          // Before the browser knows its own width, rows have whatever height they have.
          style={
            hydrated
              ? { height: virtual.getTotalSize(), paddingTop: (first?.start ?? margin) - margin }
              : undefined
          }
        >
          {items.map(({ index, start }) => {
            const call = rowAt(index);
            return (
              <div
                key={call?.id ?? index}
                data-index={index}
                ref={look.days ? virtual.measureElement : undefined}
                className={index === apart ? "absolute inset-x-0" : undefined}
                style={index === apart ? { top: start - margin } : undefined}
              >
                {call === null ? (
                  instead(index)
                ) : (
                  <>
                    {dayAt(index) !== dayAt(index - 1) && (
                      <DayRow date={dayAt(index) ?? ""} zone={context.zone} />
                    )}
                    <CallsRow
                      call={call}
                      columns={columns}
                      onPivot={pivots.onPivot}
                      context={context}
                      // The head is the first.
                      rowIndex={index + 2}
                      active={index === keys.activeAt}
                      open={call.id === openId}
                      linkRef={keys.linkRef(call.id, index)}
                    />
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {pivots.target && (
        <Suspense fallback={null}>
          <PivotMenu key={pivots.target.call.id} target={pivots.target} onClose={pivots.onClose} />
        </Suspense>
      )}
    </>
  );
}
