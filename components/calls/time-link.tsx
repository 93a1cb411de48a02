import type { CallRow } from "@/lib/calls/view";
import { instantParts, shortAge, shortDate } from "@/lib/time-range";
import { instantTitle } from "../ui/instant";
import type { RowContext } from "./calls-row";

/** When the call was made; the link to its drawer. */
export function TimeLink({
  call,
  context,
  tabIndex,
  linkRef,
}: {
  call: CallRow;
  context: RowContext;
  tabIndex: number;
  linkRef: (link: HTMLAnchorElement | null) => void;
}) {
  const { time } = instantParts(call.time, context.zone);
  return (
    <a
      ref={linkRef}
      href={context.hrefOf(call.id)}
      tabIndex={tabIndex}
      title={instantTitle(call.time, context.now)}
      onClick={(event) => {
        event.stopPropagation();
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        context.onOpen(call.id);
      }}
      className="flex min-h-6 items-center rounded-sm whitespace-nowrap tabular-nums"
    >
      <time dateTime={call.time}>
        <span className="text-ink-3 @max-[1000px]/pairs:hidden">
          {shortDate(call.time, context.now, context.zone)}{" "}
        </span>
        <span className="@max-[640px]/pairs:hidden">{time}</span>
        <span className="text-xs text-ink-3 @min-[640px]/pairs:hidden">
          {call.outcome !== "ok" && <span className="text-ink">{call.outcome} · </span>}
          {shortAge(call.time, context.now)}
        </span>
      </time>
    </a>
  );
}
