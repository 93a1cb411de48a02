"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { byteSize } from "@/lib/byte-size";
import { RETENTION_KINDS, type RemovalView } from "@/lib/retention/model";
import { retentionOptions } from "@/lib/retention/options";
import { Ago } from "../ui/ago";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";

/** What was removed last, each with its place in the sealed sequence. */
export function Removals() {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(retentionOptions());
  const removals = data.removals.filter(({ kind }) => kind !== "erasure");
  return (
    <section
      aria-labelledby="removals"
      className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t py-6"
    >
      <h2 id="removals" className="text-base font-semibold">
        Removed by these rules
      </h2>
      {removals.length === 0 ? (
        <p className="text-sm text-ink-3">Nothing has been removed yet.</p>
      ) : (
        <div className="overflow-hidden rounded-lg border">
          <DataTable
            label="Removals"
            rows={removals}
            keyOf={({ event }) => event}
            columns={columnsAt(now)}
          />
        </div>
      )}
    </section>
  );
}

const NUMERIC = "text-right tabular-nums";

const columnsAt = (now: number): Column<RemovalView>[] => [
  { head: "When", cell: ({ at }) => <Ago iso={at} now={now} /> },
  { head: "What", cell: (removal) => <What removal={removal} />, className: "w-full" },
  {
    head: "Records",
    cell: ({ calls, events }) => (calls + events).toLocaleString("en"),
    className: NUMERIC,
  },
  { head: "Size", cell: ({ bytes }) => byteSize(bytes), className: NUMERIC },
  { head: "Rule", cell: (removal) => <Rule removal={removal} /> },
  { head: "Sealed index", cell: (removal) => <Index removal={removal} />, className: NUMERIC },
];

function What({ removal: { kind, from } }: { removal: RemovalView }) {
  return (
    <>
      {kind === "erasure" ? "Erasure" : RETENTION_KINDS[kind].title}
      {from && <span className="text-ink-3"> of the week from {from.slice(0, 10)}</span>}
    </>
  );
}

function Rule({ removal: { days, by } }: { removal: RemovalView }) {
  return (
    <span className="text-ink-2">
      {days} {days === 1 ? "day" : "days"}
      {by && ", by "}
      {by && <InertText text={by} />}
    </span>
  );
}

function Index({ removal: { index, event } }: { removal: RemovalView }) {
  if (index === null) return <span className="text-ink-3">in a moment</span>;
  return <span title={event}>{index.toLocaleString("en")}</span>;
}
