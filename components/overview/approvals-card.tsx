"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { allWaitingOptions } from "@/lib/approvals/around-options";
import type { ApprovalsPage } from "@/lib/approvals/view";
import { routes } from "@/lib/routes";
import { RemainingRing } from "../approvals/remaining-ring";
import { RiskMark } from "../approvals/risk-mark";
import { Sentence } from "../approvals/sentence";
import { useServerNow } from "../approvals/use-server-now";
import { Card, CardEmpty } from "../ui/card";

/** Calls that are held until people decide, the last asked first. */
export function ApprovalsCard() {
  const { data, error } = useQuery(allWaitingOptions());
  return (
    <Card
      className="xl:col-span-2"
      title="Approvals waiting"
      lead="Held until people decide; each denies itself when its time is over"
      action={
        <Link
          href={routes.approvals()}
          prefetch={false}
          className="text-xs text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          {data && data.waiting > 0 ? `${data.waiting.toLocaleString("en")} for you` : "Inbox"}
        </Link>
      }
    >
      {error ? (
        <CardEmpty>The approvals could not be read: {error.message}</CardEmpty>
      ) : data === undefined ? (
        <CardEmpty>Looking…</CardEmpty>
      ) : data.items.length === 0 ? (
        <CardEmpty>No call waits for a yes or no.</CardEmpty>
      ) : (
        <Waiting page={data} />
      )}
    </Card>
  );
}

function Waiting({ page }: { page: ApprovalsPage }) {
  const now = useServerNow(page.now);
  return (
    <>
      <ul aria-label="Approvals waiting">
        {page.items.map((approval) => (
          <li key={approval.id} className="border-t">
            <Link
              href={routes.approval(approval.id)}
              prefetch={false}
              className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 -outline-offset-2 hover:bg-hover md:px-4"
            >
              <RiskMark of={approval} />
              <span className="min-w-0 flex-1 basis-64 text-sm text-ink-2 wrap-anywhere">
                <Sentence {...approval.sentence} />
              </span>
              <span className="flex items-center gap-3 text-xs">
                <span className="text-ink-3 tabular-nums">
                  {approval.given}/{approval.needed}
                  <span className="sr-only"> people said yes</span>
                </span>
                <RemainingRing {...approval} now={now} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {page.next !== null && (
        <p className="border-t px-3 py-2 text-xs text-ink-3 md:px-4">
          There are more than these {page.items.length}.
        </p>
      )}
    </>
  );
}
