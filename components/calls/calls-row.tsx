"use client";
import type { CallRow } from "@/lib/calls/view";
import { duration } from "@/lib/time-range";
import { IdentityChip } from "../identity/identity-chip";
import { IdentityPair } from "../identity/identity-pair";
import { IdentityPeek } from "../identity/identity-peek";
import { cn } from "../ui/cn";
import { BODY_ROW, CELL } from "./columns";
import { OutcomeLabel } from "./outcome-label";
import { IdentityPivots } from "./pivots";
import { SeverityEdge } from "./severity-edge";
import { TimeLink } from "./time-link";
import { ToolName } from "./tool-name";
import { ToolPeek } from "./tool-peek";

export type RowContext = {
  zone: string;
  /** Milliseconds since the epoch when the list was read; ages count from it. */
  now: number;
  /** Nothing in the row opens a panel of its own: pressed anywhere, it opens the call. */
  plain: boolean;
  query: string;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
  onQuery: (query: string) => void;
};

/** One call. The whole row opens the drawer; the link in it is what keyboards and new tabs use. */
export function CallsRow({
  call,
  context,
  rowIndex,
  active,
  open,
  linkRef,
}: {
  call: CallRow;
  context: RowContext;
  /** Its place in the whole list, from 1. */
  rowIndex: number;
  /** The row that the tab key enters; the others are reached with the arrows. */
  active: boolean;
  open: boolean;
  linkRef: (link: HTMLAnchorElement | null) => void;
}) {
  const tabIndex = active ? 0 : -1;
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-current={open ? "true" : undefined}
      onClick={() => context.onOpen(call.id)}
      className={cn(
        BODY_ROW,
        "hover:bg-hover has-[a:focus-visible]:bg-hover",
        open && "bg-selected hover:bg-selected has-[a:focus-visible]:bg-selected",
      )}
    >
      <SeverityEdge call={call} />
      <div role="cell" className={CELL.time}>
        <TimeLink call={call} context={context} tabIndex={tabIndex} linkRef={linkRef} />
      </div>
      <div role="cell" className={cn("min-w-0", CELL.pair)}>
        <IdentityPair
          call={call}
          renderChip={(chip) =>
            context.plain ? (
              <IdentityChip {...chip} />
            ) : (
              <IdentityPeek
                chip={chip}
                tabIndex={tabIndex}
                actions={<IdentityPivots chip={chip} context={context} />}
              />
            )
          }
        />
      </div>
      <div role="cell" className={cn("min-w-0", CELL.tool)}>
        {context.plain ? (
          <ToolName call={call} />
        ) : (
          <ToolPeek call={call} context={context} tabIndex={tabIndex} />
        )}
      </div>
      <div role="cell" className={cn(CELL.decision, call.decision === "allow" && "text-ink-3")}>
        {call.decision ?? <span className="text-ink-3">–</span>}
      </div>
      <div role="cell" className={CELL.outcome}>
        <OutcomeLabel outcome={call.outcome} />
      </div>
      <div role="cell" className={cn("whitespace-nowrap text-ink-2 tabular-nums", CELL.took)}>
        {call.durationMs === null ? "–" : duration(call.durationMs)}
      </div>
    </div>
  );
}
