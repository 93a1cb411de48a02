"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { isRefusal } from "@/lib/api-client";
import { excluding, only, toggled } from "@/lib/calls/facets/facet-edit";
import { facetRows, inOrder } from "@/lib/calls/facets/facet-rows";
import type { FacetField } from "@/lib/calls/facets/model";
import { type CountedView, facetOptions } from "@/lib/calls/facets/options";
import { shortInstant } from "@/lib/time-range";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Input } from "../../ui/input";
import { Skeleton } from "../../ui/skeleton";
import { FacetRowItem } from "./facet-row";
import { moveInRows } from "./move-in-rows";

const FEW = 6;
const LIVE_EVERY_MS = 5_000;

export type FacetContext = {
  view: CountedView;
  /** What is changed: the text in the bar where it can be read. */
  query: string;
  disabledReason: string | null;
  onQuery: (query: string) => void;
  zone: string;
  live: boolean;
  /** Somebody is about to press something: nothing may move. */
  frozen: boolean;
};

/** The values of one field with their counts. */
export function FacetValues({
  field,
  name,
  context,
}: {
  field: FacetField;
  name: string;
  context: FacetContext;
}) {
  const { view, query, zone, frozen, live, disabledReason, onQuery } = context;
  const [text, setText] = useState("");
  const [all, setAll] = useState(false);
  const [at, setAt] = useState(0);
  const contains = useDeferredValue(text.trim());
  const { data, error, isFetching, refetch } = useQuery({
    ...facetOptions(view, field, contains),
    placeholderData: keepPreviousData,
    refetchInterval: live && !frozen ? LIVE_EVERY_MS : false,
  });
  const rows = facetRows(data?.values ?? [], view.q, field);
  const [order, setOrder] = useState<readonly (string | null)[]>([]);
  const values = rows.map(({ value }) => value);
  if (!frozen && JSON.stringify(values) !== JSON.stringify(order)) setOrder(values);
  const ordered = frozen ? inOrder(rows, order) : rows;
  const shown = ordered.filter(({ state }, place) => all || place < FEW || state !== null);
  const most = Math.max(0, ...rows.map(({ count }) => count));
  const few = rows.length <= FEW && data?.more !== true;
  if (!data)
    return error ? (
      <p role="alert" className="flex items-center justify-between gap-2 px-1 py-1 text-ink-3">
        Not counted
        {!isRefusal(error) && (
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        )}
      </p>
    ) : (
      <FacetSkeleton />
    );
  return (
    <div aria-busy={isFetching}>
      {(all || data.more || text !== "") && (
        <Input
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={`Search ${name.toLowerCase()}`}
          placeholder={`Search ${name.toLowerCase()}…`}
          spellCheck={false}
          autoComplete="off"
          className="mb-1 h-7 border-line-strong px-2 text-xs"
        />
      )}
      <ul aria-label={name} onKeyDown={(event) => moveInRows(event, setAt)}>
        {shown.map((row, place) => (
          <FacetRowItem
            key={String(row.value)}
            field={field}
            row={row}
            most={most}
            exact={data.exact}
            tabIndex={place === Math.min(at, shown.length - 1) ? 0 : -1}
            disabledReason={disabledReason}
            onAct={(act) => {
              const next = CHANGES[act](query, field, row.value);
              if (next !== null) onQuery(next);
            }}
          />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="px-1 py-1 text-ink-3">
          {text === "" ? "No calls" : "No value is called like this"}
        </p>
      )}
      {!few && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="mt-0.5 ml-1 h-6 rounded px-1 text-2xs text-ink-3 hover:text-ink"
        >
          {all ? "Fewer" : `All ${rows.length}${data.more ? "+" : ""}`}
        </button>
      )}
      {/* In the line of the name, so that nothing moves when it comes and goes. */}
      <span
        className={cn(
          "pointer-events-none absolute top-0 right-3 flex h-8 items-center text-2xs text-ink-3 transition-opacity",
          isFetching ? "delay-300" : "opacity-0",
        )}
      >
        {data.searchedTo !== null
          ? `back to ${shortInstant(data.searchedTo, zone)}…`
          : isFetching && "counting…"}
      </span>
    </div>
  );
}

const CHANGES = { toggle: toggled, only, exclude: excluding } as const;

function FacetSkeleton() {
  return (
    <div aria-busy className="grid gap-3 px-1 py-2">
      {[40, 56, 32].map((width) => (
        <Skeleton key={width} className="h-3 w-full" />
      ))}
    </div>
  );
}
