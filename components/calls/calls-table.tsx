"use client";
import { Fragment, useRef, useState } from "react";
import type { CallRow } from "@/lib/calls/view";
import { instantParts } from "@/lib/time-range";
import { useWindowKeys } from "../layout/use-window-keys";
import { CallsRow, type RowContext } from "./calls-row";
import { DayRow } from "./day-row";
import { TableHead } from "./table-head";

/** The rows of one page. One of them is the tab stop; j, k and the arrows move it. */
export function CallsTable({
  calls,
  openId,
  context,
  onMoveOpen,
}: {
  calls: CallRow[];
  openId: string | null;
  context: RowContext;
  /** Moves the open drawer along, in place of the page before it. */
  onMoveOpen: (id: string) => void;
}) {
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const [activeId, setActiveId] = useState<string | null>(null);
  const found = calls.findIndex(({ id }) => id === (openId ?? activeId));
  const activeAt = Math.max(found, 0);
  const days = calls.map(({ time }) => instantParts(time, context.zone).date);

  const move = (step: 1 | -1) => () => {
    const target = calls[found === -1 ? 0 : found + step];
    if (!target) return;
    setActiveId(target.id);
    links.current.get(target.id)?.focus();
    if (openId !== null) onMoveOpen(target.id);
  };
  useWindowKeys({ j: move(1), ArrowDown: move(1), k: move(-1), ArrowUp: move(-1) });

  return (
    <div role="table" aria-label="Calls, newest first">
      <TableHead />
      <div role="rowgroup" onFocus={(event) => setActiveId(idOf(event.target, links.current))}>
        {calls.map((call, at) => (
          <Fragment key={call.id}>
            {days[at] !== days[at - 1] && <DayRow date={days[at] ?? ""} zone={context.zone} />}
            <CallsRow
              call={call}
              context={context}
              active={at === activeAt}
              open={call.id === openId}
              linkRef={(link) => {
                if (link) links.current.set(call.id, link);
                else links.current.delete(call.id);
              }}
            />
          </Fragment>
        ))}
      </div>
    </div>
  );
}

/** The call of the row that took the focus. */
function idOf(target: EventTarget, links: Map<string, HTMLAnchorElement>): string | null {
  const row = target instanceof Element ? target.closest("[role=row]") : null;
  for (const [id, link] of links) if (row?.contains(link)) return id;
  return null;
}
