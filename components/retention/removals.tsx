"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { byteSize } from "@/lib/byte-size";
import { RETENTION_KINDS, type RemovalView } from "@/lib/retention/model";
import { retentionOptions } from "@/lib/retention/options";
import { Ago } from "../ui/ago";
import { InertText } from "../ui/inert-text";
import { Cell, HeadCell, Row, Table } from "../ui/plain-table";

/** What was removed last, each with its place in the sealed sequence. */
export function Removals() {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(retentionOptions());
  const removals = data.removals.filter(({ kind }) => kind !== "erasure");
  return (
    <section aria-labelledby="removals" className="grid gap-3 border-t py-6">
      <h2 id="removals" className="text-base font-semibold">
        Removed by these rules
      </h2>
      {removals.length === 0 ? (
        <p className="text-sm text-ink-3">Nothing has been removed yet.</p>
      ) : (
        <div className="overflow-hidden rounded-lg border">
          <Table label="Removals">
            <thead>
              <tr>
                <HeadCell>When</HeadCell>
                <HeadCell>What</HeadCell>
                <HeadCell numeric>Records</HeadCell>
                <HeadCell numeric>Size</HeadCell>
                <HeadCell>Rule</HeadCell>
                <HeadCell numeric>Sealed index</HeadCell>
              </tr>
            </thead>
            <tbody>
              {removals.map((removal) => (
                <Removed key={removal.event} removal={removal} now={now} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </section>
  );
}

function Removed({ removal, now }: { removal: RemovalView; now: number }) {
  const { at, kind, from, calls, events, bytes, days, by, index, event } = removal;
  const title = kind === "erasure" ? "Erasure" : RETENTION_KINDS[kind].title;
  return (
    <Row>
      <Cell>
        <Ago iso={at} now={now} />
      </Cell>
      <Cell className="whitespace-nowrap">
        {title}
        {from && <span className="text-ink-3"> of the week from {from.slice(0, 10)}</span>}
      </Cell>
      <Cell numeric>{(calls + events).toLocaleString("en")}</Cell>
      <Cell numeric>{byteSize(bytes)}</Cell>
      <Cell className="whitespace-nowrap text-ink-2">
        {days} days{by && ", by "}
        {by && <InertText text={by} />}
      </Cell>
      <Cell numeric title={event}>
        {index === null ? (
          <span className="text-ink-3">in a moment</span>
        ) : (
          index.toLocaleString("en")
        )}
      </Cell>
    </Row>
  );
}
