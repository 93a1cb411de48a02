import type { CallRow } from "@/lib/calls/view";
import { type CallsAddress, routes } from "@/lib/routes";
import { IdentityPair } from "../../identity/identity-pair";
import { cn } from "../../ui/cn";
import { Instant } from "../../ui/instant";
import { OutcomeLabel } from "../outcome-label";
import { ToolName } from "../tool-name";
import type { Go } from "../use-calls-address";

/** One of the calls around another: when, what, how it ended, and who as whom. Opens in the drawer. */
export function SurroundingCall({
  call,
  current,
  address,
  go,
  zone,
}: {
  call: CallRow;
  /** The call that the others are around. */
  current: boolean;
  address: CallsAddress;
  go: Go;
  zone: string;
}) {
  return (
    <li
      aria-current={current ? "true" : undefined}
      className={cn(
        "relative grid grid-cols-[minmax(0,1fr)] gap-1 border-b px-2 py-2 first:border-t hover:bg-hover has-[a:focus-visible]:bg-hover",
        current && "bg-selected hover:bg-selected",
      )}
    >
      <div className="flex min-w-0 items-center gap-2 text-xs">
        {current ? (
          <span className="shrink-0 font-medium">This call</span>
        ) : (
          <a
            href={routes.calls({ ...address, call: call.id })}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              go({ call: call.id }, { replace: true });
            }}
            className="flex min-h-6 shrink-0 items-center rounded-sm after:absolute after:inset-0"
          >
            <Instant iso={call.time} zone={zone} />
          </a>
        )}
        <ToolName call={call} />
        <OutcomeLabel outcome={call.outcome} className="ml-auto shrink-0 gap-1" />
      </div>
      <IdentityPair call={call} />
    </li>
  );
}
