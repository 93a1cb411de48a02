"use client";
import Link from "next/link";
import { useState } from "react";
import { routes } from "@/lib/routes";
import { activityOptions } from "@/lib/sources/options";
import type { SourceView } from "@/lib/sources/view";
import { duration } from "@/lib/time-range";
import { QueryBoundary } from "../../layout/query-boundary";
import { Age } from "../../ui/age";
import { Skeleton } from "../../ui/skeleton";
import { FirstEvent } from "../first-event";
import { callsOf } from "../sources-row";
import { statusSentence } from "../status-words";
import { Activity } from "./activity";
import { Figure } from "./figure";
import { SourceFacts } from "./source-facts";

/** How a source does, and what it is. */
export function SourceOverview({ source, now }: { source: SourceView; now: number }) {
  // As it was when the page was opened: the first event stays on the screen once it is there.
  const [isNew] = useState(source.lastEventAt === null && source.revokedAt === null);
  const { quarantined } = source;
  return (
    <>
      {isNew && <FirstEvent id={source.id} name={source.name} />}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-4">
        <Figure
          name="Last contact"
          note={source.revokedAt === null ? keysSentence(source.liveKeys) : "its keys are refused"}
        >
          <Age iso={source.lastContactAt} now={now} />
        </Figure>
        <Figure
          name="Last event"
          note={source.lagMs === null ? "no lag yet" : `lag ${duration(source.lagMs)}`}
        >
          <Age iso={source.lastEventAt} now={now} never="none" />
        </Figure>
        <Figure name="Calls, last 24 hours" note="by the time they were made">
          <Link href={callsOf(source)} className="rounded-sm underline underline-offset-4">
            {source.callsLastDay.toLocaleString("en")}
          </Link>
        </Figure>
        <Figure
          name="In quarantine"
          note={
            quarantined.entries === 0 ? "nothing waits" : `received ${times(quarantined.times)}`
          }
        >
          <Link
            href={routes.source(source.id, { tab: "quarantine" })}
            className="rounded-sm underline underline-offset-4"
          >
            {quarantined.entries.toLocaleString("en")}
          </Link>
        </Figure>
      </dl>
      <section aria-labelledby="received" className="grid gap-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 id="received" className="text-base font-semibold">
            Received by the hour
          </h2>
          <p className="text-xs text-ink-3">
            last 24 hours, UTC: {statusSentence(source.receivedLastDay)}
          </p>
        </div>
        <QueryBoundary
          queryKey={activityOptions(source.id).queryKey}
          loading={<Skeleton className="h-40 w-full" />}
        >
          <Activity id={source.id} />
        </QueryBoundary>
      </section>
      <SourceFacts source={source} now={now} />
    </>
  );
}

function keysSentence(live: number): string {
  return live === 0 ? "no live key" : live === 1 ? "one live key" : `${live} live keys`;
}

function times(n: number): string {
  return n === 1 ? "once" : `${n.toLocaleString("en")} times`;
}
