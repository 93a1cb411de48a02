"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { sourcesOptions } from "@/lib/sources/options";
import { cn } from "../ui/cn";
import { GRID, HEAD_ROW } from "./columns";
import { NoSources } from "./no-sources";
import { SourcesRow } from "./sources-row";

/** All sources, those in use first; or the way to the first one. */
export function SourcesTable({ mayWrite }: { mayWrite: boolean }) {
  const { data, dataUpdatedAt } = useSuspenseQuery(sourcesOptions());
  if (data.items.length === 0) return <NoSources mayWrite={mayWrite} />;
  const sources = data.items.toSorted(
    (a, b) => Number(a.revokedAt !== null) - Number(b.revokedAt !== null),
  );
  return (
    <div className="@container/sources min-h-0 flex-1 overflow-auto">
      <div role="table" aria-label="Sources">
        <div role="rowgroup">
          <div role="row" className={cn(HEAD_ROW, GRID)}>
            <span role="columnheader">Source</span>
            <span role="columnheader">Last contact</span>
            <span role="columnheader">Last event</span>
            <span role="columnheader" className="text-right">
              Calls, 24 h
            </span>
            <span role="columnheader">Received, 24 h</span>
            <span role="columnheader">Quarantine</span>
            <span role="columnheader">May claim at most</span>
          </div>
        </div>
        <div role="rowgroup">
          {sources.map((source) => (
            <SourcesRow key={source.id} source={source} now={dataUpdatedAt} />
          ))}
        </div>
      </div>
    </div>
  );
}
