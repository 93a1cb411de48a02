"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Gauge } from "lucide-react";
import { figuresOptions } from "@/lib/approvals/around-options";
import { SectionHead } from "../../directory/section-head";
import { ListSkeleton } from "../../directory/list-skeleton";
import { QueryBoundary } from "../../layout/query-boundary";
import { StatePanel } from "../../ui/state-panel";
import { ApprovalsHeader } from "../approvals-header";
import { ApproverTable } from "./approver-table";
import { DayBars } from "./day-bars";

/** Whether people are asked more than they can read: fatigue, measured. */
export function FiguresPage() {
  return (
    <>
      <ApprovalsHeader />
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <QueryBoundary
          queryKey={figuresOptions().queryKey}
          loading={<ListSkeleton label="figures" />}
        >
          <Figures />
        </QueryBoundary>
      </div>
    </>
  );
}

function Figures() {
  const { data } = useSuspenseQuery(figuresOptions());
  const { requests, approved, denied, expired, days, approvers } = data;
  if (requests === 0 && approvers.length === 0) return <NothingAsked />;
  const others = requests - approved - denied - expired;
  return (
    <>
      <SectionHead title="Asked in the last 30 days" lead="Days are those of UTC." />
      <dl className="grid grid-cols-2 gap-px border-y bg-line sm:grid-cols-5">
        <Figure name="Requests" value={requests} />
        <Figure name="Approved" value={approved} of={requests} />
        <Figure name="Denied" value={denied} of={requests} />
        <Figure name="Expired undecided" value={expired} of={requests} />
        <Figure name="Waiting, cancelled or void" value={others} of={requests} />
      </dl>
      <DayBars days={days} />
      <SectionHead
        title="Who decided"
        lead="Over 30 a day, or under 3 seconds each, nobody reads what they decide: spread the steps over more people, or make rules of what is always approved."
      />
      {approvers.length === 0 ? (
        <p className="px-3 pb-4 text-ink-3 md:px-4">Nobody decided anything in these days.</p>
      ) : (
        <ApproverTable approvers={approvers} />
      )}
    </>
  );
}

function Figure({ name, value, of }: { name: string; value: number; of?: number }) {
  return (
    <div className="grid content-start gap-0.5 bg-surface px-3 py-3 last:col-span-2 sm:last:col-span-1 md:px-4">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="flex items-baseline gap-2 text-xl font-semibold tabular-nums">
        {value.toLocaleString("en")}
        {of !== undefined && of > 0 && (
          <span className="text-xs font-normal text-ink-3">{Math.round((100 * value) / of)} %</span>
        )}
      </dd>
    </div>
  );
}

function NothingAsked() {
  return (
    <StatePanel
      role="status"
      icon={<Gauge aria-hidden />}
      title="Nothing was asked in the last 30 days"
    >
      <p>
        When rules with the effect ask hold calls, it is counted here how many a day there are, how
        long people took, and how often they said yes: whether they can still read what they decide.
      </p>
    </StatePanel>
  );
}
