"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { callsOptions } from "@/lib/calls/options";
import { type CallsAddress, routes } from "@/lib/routes";
import { OutcomeLabel } from "../../calls/outcome-label";
import { ToolName } from "../../calls/tool-name";
import { IdentityPair } from "../../identity/identity-pair";
import { QueryBoundary } from "../../layout/query-boundary";
import { Ago } from "../../ui/ago";
import { Skeleton } from "../../ui/skeleton";
import { ContextNote } from "./context-note";

const SHOWN = 10;
type Asked = Required<Pick<CallsAddress, "q" | "from" | "to">>;
type Props = {
  asked: Asked;
  /** Names the list. */
  label: string;
  /** What it means that there are none. */
  none: string;
  /** The server's clock, in milliseconds. */
  now: number;
};

/** The newest calls that a query finds, each a way to that call, and the way to all of them. */
export function CallLines(props: Props) {
  const { queryKey } = callsOptions(paramsOf(props.asked));
  return (
    <QueryBoundary queryKey={queryKey} loading={<Loading />}>
      <Lines {...props} />
    </QueryBoundary>
  );
}

const paramsOf = (asked: Asked) => ({ ...asked, limit: SHOWN, cursor: null });

function Lines({ asked, label, none, now }: Props) {
  const { data } = useSuspenseQuery(callsOptions(paramsOf(asked)));
  if (data.items.length === 0) return <ContextNote>{none}</ContextNote>;
  return (
    <>
      <ol aria-label={label} className="@container/pairs grid">
        {data.items.map((call) => (
          <li
            key={call.id}
            className="relative grid grid-cols-[minmax(0,1fr)] gap-1 border-b px-1 py-2 first:border-t hover:bg-hover has-[a:focus-visible]:bg-hover"
          >
            <div className="flex min-w-0 items-center gap-2 text-xs">
              <Link
                href={routes.calls({ ...asked, call: call.id })}
                prefetch={false}
                className="flex min-h-6 shrink-0 items-center rounded-sm after:absolute after:inset-0"
              >
                <Ago iso={call.time} now={now} />
              </Link>
              <ToolName call={call} />
              <OutcomeLabel outcome={call.outcome} className="ml-auto shrink-0 gap-1" />
            </div>
            <IdentityPair call={call} />
          </li>
        ))}
      </ol>
      <p className="text-xs text-ink-2">
        {data.next !== null && `There are more than these ${data.items.length}. `}
        <Link
          href={routes.calls(asked)}
          prefetch={false}
          className="underline underline-offset-2 hover:text-ink"
        >
          Open them in the list of calls
        </Link>
      </p>
    </>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the calls" className="grid gap-2">
      {Array.from({ length: 4 }, (_, row) => (
        <Skeleton key={row} className="h-14" />
      ))}
    </div>
  );
}
