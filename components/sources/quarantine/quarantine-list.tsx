"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { routes } from "@/lib/routes";
import { type QuarantineParams, quarantineOptions } from "@/lib/sources/options";
import type { SourceView } from "@/lib/sources/view";
import { buttonStyle } from "../../ui/button-style";
import { StatePanel } from "../../ui/state-panel";
import { EntryRow } from "./entry-row";
import { ReplayBar } from "./replay-bar";

/** One page of entries; those that wait can be chosen and replayed. */
export function QuarantineList({
  source,
  params,
  mayWrite,
  mayReadPayload,
}: {
  source: SourceView;
  params: QuarantineParams;
  mayWrite: boolean;
  mayReadPayload: boolean;
}) {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(quarantineOptions(source.id, params));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const waiting = params.state === "waiting";
  const shown = data.items.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <>
      {waiting && (
        <ReplayBar
          source={source}
          chosen={shown}
          all={data.items.map(({ id }) => id)}
          mayWrite={mayWrite}
          onChoose={(ids) => setChosen(new Set(ids))}
        />
      )}
      {data.items.length === 0 ? (
        <Empty waiting={waiting} />
      ) : (
        <ul className="grid divide-y rounded-lg border">
          {data.items.map((entry) => (
            <EntryRow
              key={entry.id}
              sourceId={source.id}
              entry={entry}
              now={now}
              chosen={waiting && mayWrite ? chosen.has(entry.id) : null}
              onChoose={(on) => choose(entry.id, on)}
              mayReadPayload={mayReadPayload}
            />
          ))}
        </ul>
      )}
      <Pages source={source} params={params} next={data.next} />
    </>
  );
}

function Empty({ waiting }: { waiting: boolean }) {
  return (
    <StatePanel
      icon={<Inbox aria-hidden />}
      title={waiting ? "Nothing waits" : "Nothing was settled"}
      className="py-10 md:py-12"
    >
      <p>
        {waiting
          ? "Every event of this source was understood, or was replayed since."
          : "What was replayed and understood is listed here until it expires."}
      </p>
    </StatePanel>
  );
}

function Pages({
  source,
  params,
  next,
}: {
  source: SourceView;
  params: QuarantineParams;
  next: string | null;
}) {
  if (next === null && params.cursor === null) return null;
  const state = params.state === "settled" ? params.state : undefined;
  const to = (cursor: string | undefined) =>
    routes.source(source.id, { tab: "quarantine", state, cursor });
  return (
    <nav aria-label="Pages of quarantine" className="flex justify-end gap-2">
      {params.cursor !== null && (
        <Link href={to(undefined)} className={buttonStyle({ size: "sm" })}>
          Newest
        </Link>
      )}
      {next !== null && (
        <Link href={to(next)} className={buttonStyle({ size: "sm" })}>
          Older
        </Link>
      )}
    </nav>
  );
}
