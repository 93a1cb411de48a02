"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { aroundOptions } from "@/lib/calls/options";
import { type Surroundings, surroundingsOf } from "@/lib/calls/surroundings";
import type { CallDetail } from "@/lib/calls/view";
import type { CallsAddress } from "@/lib/routes";
import { QueryBoundary } from "../../layout/query-boundary";
import { Button } from "../../ui/button";
import { Skeleton } from "../../ui/skeleton";
import { usePivots } from "../pivots-context";
import type { Go } from "../use-calls-address";
import { Section } from "./section";
import { SurroundingCall } from "./surrounding-call";

const TITLES = {
  session: "The same session, five minutes around",
  trace: "The same trace, five minutes around",
  caller: "The same caller, five minutes around",
};
const INSTEAD = {
  session: null,
  trace: "The gateway reported no session for this call; these have the same trace.",
  caller:
    "The gateway reported neither session nor trace for this call; these have the same caller.",
};

type Props = { call: CallDetail; address: CallsAddress; go: Go; zone: string };

/** What else went on then: the calls before and after this one that belong together with it. */
export function CallSurroundings(props: Props) {
  const { pivot } = usePivots();
  const tie = surroundingsOf(props.call);
  if (tie === null)
    return (
      <Section title="Session">
        <p className="text-ink-2">
          The gateway reported no session, no trace and no caller: nothing ties other calls to this
          one.
        </p>
      </Section>
    );
  const { by, q, from, to } = tie;
  return (
    <Section
      title={TITLES[by]}
      aside={
        <Button size="sm" onClick={() => pivot({ q, from, to })}>
          Open in the list
        </Button>
      }
    >
      {INSTEAD[by] && <p className="text-ink-2">{INSTEAD[by]}</p>}
      <QueryBoundary queryKey={aroundOptions(props.call.id, tie).queryKey} loading={<Loading />}>
        <Around tie={tie} {...props} />
      </QueryBoundary>
    </Section>
  );
}

function Around({ tie, call, address, go, zone }: Props & { tie: Surroundings }) {
  const { data } = useSuspenseQuery(aroundOptions(call.id, tie));
  const { newer, older } = data;
  const rows = [...newer.items, call, ...older.items];
  return (
    <>
      {newer.more && <More where="newer" />}
      <ol aria-label="Calls around this one, newest first" className="@container/pairs grid">
        {rows.map((row) => (
          <SurroundingCall
            key={row.id}
            call={row}
            current={row.id === call.id}
            address={address}
            go={go}
            zone={zone}
          />
        ))}
      </ol>
      {older.more && <More where="older" />}
      {rows.length === 1 && !newer.more && !older.more && (
        <p className="text-ink-2">No other call was seen in these ten minutes.</p>
      )}
    </>
  );
}

function More({ where }: { where: "newer" | "older" }) {
  return (
    <p className="text-xs text-ink-2">
      There are more {where} ones than are shown here; open them in the list.
    </p>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the calls around" className="grid gap-2">
      {Array.from({ length: 6 }, (_, row) => (
        <Skeleton key={row} className="h-14" />
      ))}
    </div>
  );
}
