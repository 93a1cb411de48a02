"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { byteSize } from "@/lib/byte-size";
import { RETENTION_KINDS, type RetentionPage, type RetentionView } from "@/lib/retention/model";
import { retentionOptions } from "@/lib/retention/options";
import { Ago } from "../ui/ago";
import { Cell, HeadCell, Row, Table } from "../ui/plain-table";
import { ChangeRetention } from "./change-retention";

/** Every kind with its days; the admin log stays for ever. */
export function RetentionRules({ mayWrite }: { mayWrite: boolean }) {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(retentionOptions());
  return (
    <section aria-label="What is kept" className="grid gap-3 py-6">
      <p className="max-w-prose text-sm text-ink-2">
        Data are removed in whole weeks, once all of a week is older than its days. Each removal is
        an event in the sealed sequence; leaf hashes of removed calls stay.
      </p>
      <div className="overflow-hidden rounded-lg border">
        <Table label="Retention">
          <thead>
            <tr>
              <HeadCell>Kind</HeadCell>
              <HeadCell numeric>Kept for</HeadCell>
              <HeadCell>Oldest</HeadCell>
              <HeadCell numeric>Size</HeadCell>
              <HeadCell>Next removal</HeadCell>
              <HeadCell className="text-right">
                <span className="sr-only">Action</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {data.items.map((rule) => (
              <Rule key={rule.kind} rule={rule} now={now} mayWrite={mayWrite} />
            ))}
            <AdminLogRow {...data.adminLog} />
          </tbody>
        </Table>
      </div>
    </section>
  );
}

function Rule({ rule, now, mayWrite }: { rule: RetentionView; now: number; mayWrite: boolean }) {
  const { kind, days, oldest, bytes, nextRemovalAt, changedAt, changedBy } = rule;
  const changed = changedAt && `Changed by ${changedBy ?? "somebody"} on ${changedAt.slice(0, 10)}`;
  return (
    <Row>
      <Cell className="min-w-52 py-2">
        <span className="font-medium">{RETENTION_KINDS[kind].title}</span>
        <p className="text-xs text-ink-3">{RETENTION_KINDS[kind].covers}</p>
      </Cell>
      <Cell numeric title={changed ?? undefined}>
        {dayWords(days)}
      </Cell>
      <Cell className="whitespace-nowrap tabular-nums">{oldest ?? <Nothing />}</Cell>
      <Cell numeric>{byteSize(bytes)}</Cell>
      <Cell className="whitespace-nowrap">
        {nextRemovalAt === null ? (
          <Nothing />
        ) : Date.parse(nextRemovalAt) <= now ? (
          "under way"
        ) : (
          <Ago iso={nextRemovalAt} now={now} />
        )}
      </Cell>
      <Cell className="text-right">
        <ChangeRetention rule={rule} mayWrite={mayWrite} />
      </Cell>
    </Row>
  );
}

function AdminLogRow({ bytes, oldest }: RetentionPage["adminLog"]) {
  return (
    <Row>
      <Cell className="py-2">
        <span className="font-medium">Admin log</span>
        <p className="text-xs text-ink-3">Who did what in this console. Nobody can shorten it.</p>
      </Cell>
      <Cell numeric>for ever</Cell>
      <Cell className="whitespace-nowrap tabular-nums">{oldest ?? <Nothing />}</Cell>
      <Cell numeric>{byteSize(bytes)}</Cell>
      <Cell>never</Cell>
      <Cell />
    </Row>
  );
}

const Nothing = () => <span className="text-ink-3">nothing yet</span>;

const dayWords = (days: number) => `${days.toLocaleString("en")} ${days === 1 ? "day" : "days"}`;
